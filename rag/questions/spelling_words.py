"""Word lists and rules for misspellings: abbreviations, and words that keep a name as it is."""

from __future__ import annotations

from rag.language.rules import Rule, Table
from rag.language.wordlists import words

ABBREVIATIONS = words(
    "GDP GRP CPI PPI WTO IMF NATO RCEP APEC ASEAN BRICS NPC CPPCC CPC SOE NEV VAT FDI SME PBOC "
    "NDRC "
    "COVID SARS UNESCO OECD WHO SAR"
)
# What is left of a word without one of these may be a word of its own.
STEM_ENDINGS = (
    "s", "es", "ed", "ing", "er", "ers", "ly", "ment", "ments", "ies", "ness", "ised", "ized",
    "ise", "ising", "izing", "ify", "able", "ation", "d", "r", "rs", "al", "ic", "ian", "ans", "y",
)  # fmt: skip
# Compounds are made of these and longer words: greenway, payouts.
SHORT_HALVES = words(
    "way out outs off day days dog set sets air sea car man men up job pay net sub pre top red "
    "tax bus "
    "key log box eye hot low big old new non all any end ends law oil raw sky sun ton war web win "
    "run "
    "cut cuts buy use fit fix lay led let put sit tie try pit pot rod row sow map pop ring bed "
    "cap cab"
)
# After a name: a county or a village may be called like a known place but for a letter.
KIND_OF_PLACE = Table(
    "kind of place after a name",
    Rule(
        "county",
        "en",
        r"(?:'s)? (?:county|district|town(?:ship)?|village|lake|river|mountain|park|road|banner"
        r"|reservoir)\b",
        " County",
        " grew",
        "small places are in no table",
        whole_words=False,
    ),
)
