"""The words that tell headings of programmes and policies from persons: Clean Water Programme."""

from __future__ import annotations

from rag.language.wordlists import words

_TOPIC = words(
    "access accord achievements act affairs agenda agreement agriculture aid aims alliance "
    "assistance authority benefits board broadband budget building buildings business "
    "businesses campaign capacity care centre centres challenge challenges change children "
    "cities civil climate commission committee communities community competition conclusion "
    "connectivity conservation construction context cooperation corruption council crime "
    "culture debt defence defense deficit delivery democracy department development diplomacy "
    "disability district drugs economic economy education efficiency electricity emissions "
    "employment energy enterprise environment equality equity estimates exports families "
    "farming finance finances financial fiscal fisheries food foreign forests framework fund "
    "funding future governance government grants growth guarantee health healthy heritage "
    "highways homes hospital hospitals housing immigration imports income industry inflation "
    "infrastructure initiative initiatives innovation institute insurance integration "
    "investment investments irrigation jobs justice knowledge labor labour libraries livelihood "
    "livelihoods loans local logistics management manufacturing markets measures media "
    "migration military mining mobility modern modernisation modernization monetary money "
    "national network objectives order outcomes outlook pact partnership pension pensions phase "
    "pillar plan planning plans police policies policy ports poverty priorities priority "
    "procurement productivity program programme programmes programs progress project projects "
    "promise prosperity protection public quality rail railways recovery reform reforms "
    "regulation relations relief research resilience resources responsibility revenue rights "
    "roads rural safe safety sanitation scheme schemes school schools science section sectors "
    "security service services shared skills social society solidarity spending sport sports "
    "stability standards step steps strategy stronger students subsidies summary support "
    "sustainability sustainable taxation taxes teachers technology tourism trade training "
    "transition transparency transport transportation treaty universities urban values veterans "
    "violence vision waste water welfare wellbeing women work workers workforce youth"
)
# Some persons are called so: a name needs another word.
_OR_SURNAME = words(
    "arts banks bill bridges clean courts east fields forest grant green key land law new north "
    "parks peace power rivers small south strong towns wages waters west young"
)


def is_topic(name: str) -> bool:
    """Whether `name` holds a word that no person is called, or only words of things."""
    parts = {part.lower().strip(".,'’") for part in name.split()}
    return not parts.isdisjoint(_TOPIC) or parts <= _OR_SURNAME
