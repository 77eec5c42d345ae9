"""A question and a sentence in, how far the sentence speaks to the question out, in [0, 1].

Late interaction (Khattab and Zaharia 2020, "ColBERT") over the token table, sentence by sentence:
each token of the question, weighted by its importance, meets the closest token of the sentence or,
at a discount, of what the sentence stands under: title, headings and the sentences around it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.models.late import LateInteraction
from rag.models.table import Floats

# A word that stands in the title or a neighbouring sentence counts, but less than one in the
# sentence itself.
CONTEXT_DISCOUNT = 0.6


def supports(
    late: LateInteraction, question: str, sentences: Sequence[str], context: str
) -> Floats:
    """Support of each sentence, float32 [len(sentences)]; `context` is shared by all."""
    asked = late.asked(question)
    encode = late.vocabulary.encode
    closeness = asked.closeness([encode(sentence) for sentence in sentences])
    around = CONTEXT_DISCOUNT * asked.closeness([encode(context)])
    return np.asarray(asked.importance @ np.maximum(closeness, around), dtype=np.float32)
