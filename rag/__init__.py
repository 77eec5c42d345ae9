"""Cited answers over policy speeches: a folder of speeches goes in, answers that are made of
verbatim quotations come out.

Two rivers meet in one lake:

    speeches --load--clean--segment--chunk--embed--> INDEX                  (rag.ingestion)
    question --retrieve--> hits --select--> sources --answer--> claims --verify--> Answer
             (rag.retrieval)                (rag.answering)                (rag.engine)

`rag.types` holds the words, `rag.errors` what can go wrong, `rag.assembly` puts the parts together.
"""
