"""In: tiktoken looking for encodings. Out: `speechrag_bilingual`, made from the bundled files.

tiktoken finds every module of the namespace package `tiktoken_ext` and reads this one name. Text
must be normalised by `rag.language.vocabulary.Vocabulary.normalise` before it is encoded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rag.language.vocabulary import ENCODING_NAME, Vocabulary

ENCODING_CONSTRUCTORS: dict[str, Callable[[], dict[str, Any]]] = {
    ENCODING_NAME: lambda: Vocabulary.bundled().encoding_arguments()
}
