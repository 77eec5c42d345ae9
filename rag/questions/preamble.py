"""Finds what is asked in a question that greets, or tells a story first; names of the story stay.

A sentence about the asker himself says nothing about the speeches. In a long question the other
sentences before the one that asks go too, unless it points back at them; the places, years and
names that they give are put behind it.
"""

from __future__ import annotations

import re

from rag.language.detect import language_of
from rag.questions.conversation.words import POINTS_AHEAD, POINTS_BACK
from rag.questions.known_names import known_in
from rag.questions.name_words import WORK
from rag.questions.named import named_places, named_years, with_words
from rag.questions.part_words import ASKING
from rag.questions.preamble_words import ASKS_NOW, COURTESY, PERSONAL

_SENTENCE = re.compile(r"[^。！!？?；;\n]+?(?:[。！!？?；;\n]+|\.(?=\s+[A-Z])|$)", re.DOTALL)
_CLAUSE = re.compile(r"[^，,]+[，,]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
# In a shorter question every sentence is about what is asked.
_LONG_HAN, _LONG_WORDS = 60, 40
_MARKS = " ，,；;。"


def what_is_asked(question: str) -> str:
    """`question` without greetings and its asker's story; `question` itself where it has none."""
    kept = _without_story(question) if _is_long(question) else question
    kept = COURTESY.sub("", _from_the_asking(kept)).strip(_MARKS)
    if not kept or not any(map(str.isalnum, kept)):
        return question
    cut = question if kept not in question else question.replace(kept, " ", 1)
    return with_words(kept, _lacking(kept, cut)) if kept != question.strip(_MARKS) else question


def _is_long(question: str) -> bool:
    return len(_HAN.findall(question)) > _LONG_HAN or len(question.split()) > _LONG_WORDS


def _without_story(question: str) -> str:
    """The sentences from the first that asks on, and those before it that it points back at."""
    sentences = _SENTENCE.findall(question)
    asking = [place for place, sentence in enumerate(sentences) if _asks(sentence)]
    if not asking:
        return question
    first = asking[0]
    rest = "".join(sentences[first : asking[-1] + 1])
    if first and POINTS_BACK.search(POINTS_AHEAD.sub(" ", rest)):
        about = [sentence for sentence in sentences[:first] if not PERSONAL.search(sentence)]
        rest = "".join([*about[-1:], rest])
    return rest


def _from_the_asking(text: str) -> str:
    """`text` without what stands before "请问", and without clauses about the asker."""
    marks = [match.end() for match in ASKS_NOW.finditer(text)]
    if marks and ASKING.search(text[marks[-1] :]):
        return text[marks[-1] :]
    clauses = _CLAUSE.findall(text) if language_of(text) == "zh" else [text]
    while len(clauses) > 1 and PERSONAL.search(clauses[0]) and not ASKING.search(clauses[0]):
        clauses.pop(0)
    return "".join(clauses)


def _asks(sentence: str) -> bool:
    return ASKING.search(sentence.strip()) is not None and not _only_tells(sentence)


def _only_tells(sentence: str) -> bool:
    """Whether an English sentence with "what" or "when" in it is a statement."""
    return (
        language_of(sentence) == "en"
        and not sentence.rstrip().endswith("?")
        and not (ASKS_NOW.search(sentence) or ASKING.match(sentence.strip()))
    )


def _lacking(kept: str, cut: str) -> list[str]:
    """The places, years, known names and works in the part that was cut, of each kind only where
    the part that is kept names none."""
    words: list[str] = []
    for facet in (named_places, named_years):
        if not facet(kept):
            words += [span.slice(cut) for span in facet(cut)]
    if not known_in(kept):
        words += [mention.span.slice(cut) for mention in known_in(cut)]
    words += [match.group() for match in WORK.finditer(cut)]
    return [word for word in dict.fromkeys(words) if word not in kept]
