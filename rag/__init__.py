"""The package speechrag: cited answers over policy speeches, made of verbatim quotations.

Speeches become an index, and a question becomes an answer over it:

    speeches --load--clean--segment--chunk--embed--> INDEX                  (rag.ingestion)
    question --retrieve--> hits --select--> sources --answer--> claims --verify--> Answer
             (rag.retrieval)                (rag.answering)                (rag.engine)

`rag.types` holds the values that all packages share, `rag.errors` the exceptions; `rag.assembly`
puts the parts together.
"""

import os

# From 1.29 on, onnxruntime sends its makers what runs on this machine unless this is set, and keeps
# an id of the machine in the user's folder. It reads the variable when it is loaded.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
