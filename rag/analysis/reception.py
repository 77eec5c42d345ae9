"""Answers what is no question to speeches: small talk, and the housekeeping of front ends.

Neither searches nor quotes. Questions to try are asked once for each generation of an index, so
that only those are shown that it answers.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from threading import Lock

from rag.analysis.region_names import RegionNames
from rag.analysis.suggestions import (
    SHOWN,
    TRIED_BY_READER,
    answered,
    figure_questions,
    reading_questions,
)
from rag.index.index import EVERYTHING, Index
from rag.language.detect import language_of
from rag.presentation.figure_words import indicator_words, region_words
from rag.presentation.phrases import listed, phrase
from rag.presentation.small_talk_words import Holdings, talk_words
from rag.questions.conversation import self_contained
from rag.questions.housekeeping import housekeeping_in
from rag.questions.small_talk import small_talk
from rag.types.answers import HOUSEKEEPING, NOT_A_QUESTION, Answer, IndexState
from rag.types.questions import (
    Filters,
    Housekeeping,
    Intent,
    Message,
    Question,
    SmallTalk,
    Understood,
)
from rag.types.text import Language

# A front end shows no more tags than these.
_TAGS = 5
# LibreChat asks for the language of the conversation beside its title.
_LANGUAGES: dict[Language, str] = {"zh": "中文", "en": "English"}
_WITHIN = re.compile(r"[A-Za-z0-9.]{2}")
_LAST_WORD = re.compile(r"[A-Za-z0-9.]+$")
_MARKS = " ？?。.！!，,；;：:"
# Kept for the regions that are asked about most; an index has few.
_KEPT = 64

AskTable = Callable[[Index, Question], Answer | None]
Ask = Callable[[Index, Question], Answer]
Understand = Callable[[Index, Question], Understood]

_Key = tuple[IndexState, Language, Filters]


class Reception:
    """Answers small talk and housekeeping; safe between threads."""

    def __init__(self, *, ask_table: AskTable, ask: Ask, understand: Understand) -> None:
        """`ask_table` answers by the table of figures alone, `ask` by a reader too; `understand`
        reads a question without a search."""
        self._ask_table = ask_table
        self._ask = ask
        self._understand = understand
        self._turn = Lock()  # guards the two tables; nothing is asked while it is held
        self._kept: dict[_Key, tuple[str, ...]] = {}
        self._asking: dict[_Key, Lock] = {}

    def answer(self, index: Index, question: Question) -> Answer | None:
        """The answer to small talk or housekeeping; None for a question."""
        started = time.perf_counter()
        keeping = question.housekeeping or housekeeping_in([Message("user", question.text)])
        if keeping:
            told = _unasked(index, question, HOUSEKEEPING, self.reply(index, keeping))
            return replace(told, timings_ms={"total": _milliseconds(started)})
        kind = small_talk(question.text)
        if kind is None:
            return None
        told = _unasked(index, question, NOT_A_QUESTION, _line(index, kind, question.language))
        suggestions = self.suggestions(index, question.language)
        timings = {"total": _milliseconds(started)}
        return replace(told, suggestions=suggestions, timings_ms=timings)

    def suggestions(
        self, index: Index, language: Language, filters: Filters = EVERYTHING
    ) -> tuple[str, ...]:
        """Up to three questions that the index answers, in `language`."""
        key = index.state, language, filters
        with self._turn:
            if key in self._kept:
                return self._kept[key]
            asking = self._asking.setdefault(key, Lock())
        with asking:  # whoever wants the same waits for it
            found = self._kept.get(key)
            if found is None:
                try:
                    found = self._found(index, language, filters)
                    self._keep(key, found)
                finally:
                    self._asking.pop(key, None)
        return found

    def _keep(self, key: _Key, found: tuple[str, ...]) -> None:
        """Keep it instead of what another generation of its index was asked for."""
        state = key[0]
        with self._turn:
            gone = [one for one, *_ in self._kept if one.name == state.name and one != state]
            kept = {one: held for one, held in self._kept.items() if one[0] not in gone}
            self._kept = dict([*kept.items()][1 - _KEPT :]) | {key: found}

    def _found(self, index: Index, language: Language, filters: Filters) -> tuple[str, ...]:
        by_table = answered(
            figure_questions(index, language, filters),
            lambda text: self._ask_table(index, Question(text, language=language)),
        )
        if len(by_table) == SHOWN:
            return by_table
        by_reader = answered(
            reading_questions(index, language, filters),
            lambda text: self._ask(index, Question(text, language=language)),
            most=SHOWN - len(by_table),
            tried=TRIED_BY_READER,
        )
        return (*by_table, *by_reader)

    def reply(self, index: Index, keeping: Housekeeping) -> str:
        """The JSON or the line that a prompt asks for."""
        asked = [words for words in keeping.questions if small_talk(words) is None]
        said = asked or list(keeping.questions) or [""]
        last = self_contained([Message("user", words) for words in said], index=index)
        language = language_of(last)
        match keeping.chore:
            case "title":
                title = _title(said[0], keeping.characters) or phrase("talk.title", language)
                if keeping.as_json:
                    return _json({"title": title, "language": _LANGUAGES[language]})
                return title
            case "tags":
                return _json({"tags": self._tags(index, last, language)})
            case "follow_ups":
                return _json({"follow_ups": self._follow_ups(index, asked, last, language)})
            case "queries":
                return _json({"queries": [last] if asked else []})
            case "completion":
                return _json({"text": ""})
            case "picture":
                return _json({"prompt": last})
            case "tools":
                return _json({"tool_calls": []})
            case "emoji":
                return "🙂"
            case "summary":
                return _summary(asked, language)

    def _tags(self, index: Index, last: str, language: Language) -> list[str]:
        """The regions, each by one name, speakers and indicators of the last question."""
        understood = self._understand(index, Question(last, language=language))
        requests = [request for _, request, _ in understood.figure_requests]
        regions = map(RegionNames(index).joined, understood.regions)
        found = chain(
            (region_words(region, language) for region in regions),
            understood.speakers,
            (indicator_words(key, language) for one in requests for key in one.indicators),
        )
        return list(dict.fromkeys(found))[:_TAGS] or [phrase("talk.tag", language)]

    def _follow_ups(
        self, index: Index, asked: Sequence[str], last: str, language: Language
    ) -> list[str]:
        """Questions that are answered, of the regions that the last question names."""
        if not asked:
            return list(self.suggestions(index, language))
        understood = self._understand(index, Question(last, language=language))
        filters = Filters(regions=understood.filters.regions)
        return [one for one in self.suggestions(index, language, filters) if one not in asked]


def _unasked(index: Index, question: Question, code: str, reason: str) -> Answer:
    """An answer without a search."""
    return Answer(
        id=f"ans_{secrets.token_hex(8)}",
        status="unsupported",
        question=question,
        understood=Understood(
            text=question.text,
            language=question.language,
            topic=question.text,
            filters=question.filters,
            intent=Intent(kind="not_a_question"),
        ),
        statements=(),
        index=index.state,
        reason=reason,
        reason_code=code,
    )


def _line(index: Index, kind: SmallTalk, language: Language) -> str:
    entries, names = index.catalogue, RegionNames(index)
    regions = Counter(names.joined(entry.region) for entry in entries if entry.region)
    held = Holdings(
        documents=len(entries),
        regions=tuple(region for region, _ in regions.most_common()),
        years=tuple(entry.year for entry in entries if entry.year),
    )
    return talk_words(kind, held, language)


def _title(question: str, characters: int) -> str:
    """The beginning of a question without its last mark; no English word and no figure is cut."""
    words = question.strip(_MARKS)
    if len(words) <= characters:
        return words
    cut = words[: characters - 1]
    if _WITHIN.match(words, len(cut) - 1):
        cut = _LAST_WORD.sub("", cut) or cut
    return cut.rstrip(_MARKS) + "…"


def _summary(asked: list[str], language: Language) -> str:
    return phrase("talk.summary", language, listed(asked, language))


def _json(reply: dict[str, object]) -> str:
    return json.dumps(reply, ensure_ascii=False)


def _milliseconds(since: float) -> float:
    return round((time.perf_counter() - since) * 1000, 2)
