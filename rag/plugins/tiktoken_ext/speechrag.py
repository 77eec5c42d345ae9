"""The tiktoken encoding `speechrag_bilingual`, made from the bundled vocabulary.

tiktoken finds every module of the namespace package `tiktoken_ext` and reads its
`ENCODING_CONSTRUCTORS`. Normalise text with `rag.language.vocabulary.Vocabulary.normalise` before
you encode it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rag.language.vocabulary import ENCODING_NAME, Vocabulary

ENCODING_CONSTRUCTORS: dict[str, Callable[[], dict[str, Any]]] = {
    ENCODING_NAME: lambda: Vocabulary.bundled().encoding_arguments()
}
