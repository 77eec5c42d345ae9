"""The package speechrag: cited answers over policy speeches, made of verbatim quotations.

Speeches become an index, and a question becomes an answer over it:

    speeches --load--clean--segment--chunk--embed--> INDEX                  (rag.ingestion)
    question --retrieve--> hits --select--> sources --answer--> claims --verify--> Answer
             (rag.retrieval)                (rag.answering)                (rag.engine)

`rag.types` holds the values that all packages share, `rag.errors` the exceptions; `rag.assembly`
puts the parts together.
"""
