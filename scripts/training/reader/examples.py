"""The examples that the reader is trained on: questions, windows of text, and what answers there.

Each data set is read into `Example`s by a function of its own; all of them are cut into sentences
by the project's own splitter, so that the reader sees what it will see in use.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rag.language.sentences import sentences
from rag.models.reading_window import Window

MOST_SENTENCES = 8
MOST_CHARACTERS = {"zh": 420, "en": 1100}
# The share of examples of a set that are used, and how often each is drawn.
SHARES = {
    "en_qamr_sentences": 0.12, "en_qadiscourse_why_result_contrast": 0.5,
    "en_squadshifts_newwiki": 0.7, "en_fairytaleqa_explicit": 0.6,
    "zh_cmrc_train_unanswerable": 0.5, "made_city_report_figures_zh_en": 0.8,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an answer stands: the window, the sentence in it, and the characters in the sentence
    (none where the whole sentence is the answer)."""

    window: int
    sentence: int
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Example:
    """A question with windows; no answers: none of its windows answers it."""

    question: str
    windows: tuple[Window, ...]
    answers: tuple[Answer, ...]
    source: str
    # Sentences that may answer though nobody said so: neither right nor wrong.
    unsure: frozenset[tuple[int, int]] = field(default=frozenset())


def read_examples(folder: Path, *, seed: int) -> list[Example]:
    """All examples of train/ and train2/."""
    generator = random.Random(seed)
    found: list[Example] = []
    for path in sorted((folder / "train2" / "qa").glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        rows = [row for row in _rows(path) if generator.random() < SHARES.get(name, 1.0)]
        if name == "made_city_report_figures_zh_en":
            found += _in_reports(rows, folder / "train2" / "reports", generator)
        else:
            found += _passages(rows, name, generator)
    with (folder / "train" / "cmrc2018-train.jsonl").open(encoding="utf-8") as lines:
        found += _passages([json.loads(line) for line in lines], "cmrc2018", generator)
    found += _answer_sentences(folder / "train" / "reqa-squad-train.jsonl", generator)
    found += _parallel(folder / "train" / "parallel.tsv", generator)
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _passages(
    rows: Sequence[dict[str, Any]], name: str, generator: random.Random
) -> Iterator[Example]:
    """Questions over passages. Beside the own passage stands, half of the time, another one of the
    same set, mostly of the same article. Passages of one or two sentences get strangers' sentences
    around them."""
    contexts = list(dict.fromkeys(row["context"] for row in rows))
    number_of = {context: number for number, context in enumerate(contexts)}
    for row in rows:
        number = number_of[row["context"]]
        answers = [] if not row.get("answerable", True) else row["answers"]
        spans = [(item["start"], item["start"] + len(item["text"])) for item in answers]
        spans = [span for span in spans if span[0] >= 0][:1]
        parts = cut(row["context"])
        if len(parts) <= 2:
            built = _among_strangers(row["context"], parts, spans, contexts, number, generator)
        else:
            built = _around(row["context"], parts, spans, generator)
        window, found = built
        windows, answered = [window], [Answer(0, sentence, span) for sentence, span in found]
        if spans and not found:
            continue
        if generator.random() < 0.5 and len(contexts) > 50:
            other = contexts[(number + generator.choice((-3, -2, -1, 1, 2, 3))) % len(contexts)]
            if other != row["context"]:
                windows.append(_around(other, cut(other), [], generator)[0])
        yield Example(row["question"], tuple(windows), tuple(answered), name)


_HEADING = re.compile(
    r"\n\s*((?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^\n。]{2,40})\n"
)


def _in_reports(
    rows: Sequence[dict[str, Any]], folder: Path, generator: random.Random
) -> Iterator[Example]:
    """Questions for figures, each with the passage of the report that its sentence comes from. In
    some the title is that of another city: if the question names the city, nothing answers it."""
    reports = {row["title"]: row for row in _rows(folder / "zh_city_work_reports_2024.jsonl.gz")}
    titles = sorted(reports)
    for row in rows:
        title = row["source"].split("from ")[-1]
        report = reports.get(title)
        at = report["text"].find(row["context"][:20]) if report else -1
        if report is None or at < 0:
            continue
        text, spans = report["text"], []
        for answer in row["answers"] if row["answerable"] else []:
            begin = text.find(answer["text"], at + answer["start"] - 2)
            if 0 <= begin <= at + answer["start"] + 4:
                spans.append((begin, begin + len(answer["text"])))
        if row["answerable"] and not spans:
            continue
        headings = [match[1] for match in _HEADING.finditer(text, 0, at)]
        begin, end = max(0, at - 350), min(len(text), at + 500)
        parts = list(cut(text[begin:end]))[1:-1]
        shifted = [(a - begin, b - begin) for a, b in spans] or [(at - begin + 1, at - begin + 2)]
        shown = title
        city = report["region"][-3:].removesuffix("市")
        named = city in row["question"] or "in " in row["question"][-16:]
        foreign = named and generator.random() < 0.12
        if foreign:
            shown = generator.choice(titles)
        if not parts:
            continue
        window, found = _around(text[begin:end], parts, shifted, generator)
        about = " · ".join([shown, str(report["year"]), *headings[-1:]])
        window = Window(about, window.before, window.sentences)
        if spans and not found:
            continue
        is_right = bool(spans) and (not foreign or shown == title)
        answers = [Answer(0, sentence, span) for sentence, span in found] if is_right else []
        yield Example(row["question"], (window,), tuple(answers), "made_city_report_figures_zh_en")


def cut(text: str) -> list[tuple[int, int]]:
    """The sentences of a text."""
    return [(span.start, span.end) for span in sentences(text)]


def _around(
    text: str,
    parts: list[tuple[int, int]],
    spans: Sequence[tuple[int, int]],
    generator: random.Random,
) -> tuple[Window, list[tuple[int, tuple[int, int] | None]]]:
    """A window of `text` that holds the first answer, if there is one, somewhere in it."""
    most = MOST_CHARACTERS["zh" if re.search("[一-鿿]", text) else "en"]
    holder = _holder(parts, spans[0]) if spans else generator.randrange(len(parts))
    first = last = holder
    count = generator.randint(3, MOST_SENTENCES)
    while last - first + 1 < min(count, len(parts)):
        if first > 0 and (last == len(parts) - 1 or generator.random() < 0.5):
            first -= 1
        elif last < len(parts) - 1:
            last += 1
        if parts[last][1] - parts[first][0] > most:
            break
    chosen = parts[first : last + 1]
    before = text[slice(*parts[first - 1])] if first else ""
    window = Window("", before, tuple(text[a:b] for a, b in chosen))
    return window, _located(chosen, spans)


def _located(
    chosen: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, tuple[int, int] | None]]:
    return [
        (number, (max(a, start) - start, min(b, end) - start))
        for a, b in spans
        for number, (start, end) in enumerate(chosen)
        if a < end and b > start and min(b, end) - max(a, start) >= min(2, b - a)
    ]


def _holder(parts: Sequence[tuple[int, int]], span: tuple[int, int]) -> int:
    return next((number for number, (_, end) in enumerate(parts) if span[0] < end), len(parts) - 1)


def _among_strangers(
    text: str,
    parts: list[tuple[int, int]],
    spans: Sequence[tuple[int, int]],
    contexts: Sequence[str],
    number: int,
    generator: random.Random,
) -> tuple[Window, list[tuple[int, tuple[int, int] | None]]]:
    """The sentences of `text` among those of its neighbours in the set."""
    others = [
        contexts[(number + step) % len(contexts)]
        for step in generator.sample((-4, -3, -2, -1, 1, 2, 3, 4), generator.randint(1, 4))
    ]
    own = [text[a:b] for a, b in parts]
    place = generator.randint(0, len(others))
    found = [(place + sentence, span) for sentence, span in _located(parts, spans)]
    around = [other[:300] for other in others]
    return Window("", "", (*around[:place], *own, *around[place:])), found


def _answer_sentences(path: Path, generator: random.Random) -> Iterator[Example]:
    """ReQA-SQuAD: a question and its answer sentence, among the answers to other questions."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if generator.random() < 0.3]
    texts = [row["answers"][0]["text"].strip() for row in rows]
    for number, row in enumerate(rows):
        others = [texts[generator.randrange(len(texts))] for _ in range(generator.randint(2, 5))]
        place = generator.randint(0, len(others))
        window = Window("", "", (*others[:place], texts[number], *others[place:]))
        yield Example(row["question"], (window,), (Answer(0, place, None),), "reqa_squad")


# Sentence pairs whose file keeps the order of the documents, or is near to reports.
_PARALLEL = {"gwr_2024_2026": 1.0, "un_v1_devtest": 0.5, "sdg_translations": 1.0,
             "prc_laws_bilingual": 0.6, "plurality_book": 0.3, "audreyt_transcripts": 0.05,
             "tico19": 0.5, "mlqe": 0.1, "ca_covid19_site": 0.2}  # fmt: skip
_ASKING_EN = (
    "What is said about {}",
    "What does the report say about {}",
    "{}",
    "tell me about {}",
)
_ASKING_ZH = ("关于{}，报告怎么说", "{}", "报告中关于{}的内容")


def _parallel(path: Path, generator: random.Random) -> Iterator[Example]:
    """A sentence of one language asks for its translation among its neighbours; its figures and a
    part of its words are left out, as a question leaves them out."""
    with path.open(encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t")[:3] for line in lines]
    rows = [row for row in rows if row[2] in _PARALLEL]
    for number, (chinese, english, source) in enumerate(rows):
        long = len(chinese) >= 12 and 8 <= len(english.split()) <= 45
        if not long or generator.random() > _PARALLEL[source]:
            continue
        asks_in_english = generator.random() < 0.7
        neighbours = [
            row[0 if asks_in_english else 1]
            for row in rows[max(0, number - 3) : number + 4]
            if row[0] != chinese and row[2] == source
        ]
        generator.shuffle(neighbours)
        neighbours = neighbours[: generator.randint(2, 5)]
        place = generator.randint(0, len(neighbours))
        answer = chinese if asks_in_english else english
        window = Window("", "", (*neighbours[:place], answer, *neighbours[place:]))
        asked = _thinned(english, generator) if asks_in_english else _clause(chinese, generator)
        form = generator.choice(_ASKING_EN if asks_in_english else _ASKING_ZH)
        yield Example(form.format(asked), (window,), (Answer(0, place, None),), "parallel")


def _thinned(english: str, generator: random.Random) -> str:
    words = [word for word in english.rstrip(".").split() if not any(c.isdigit() for c in word)]
    length = min(len(words), generator.randint(4, 14))
    first = generator.randint(0, len(words) - length) if len(words) > length else 0
    return " ".join(words[first : first + length]).strip(" ,;:")


def _clause(chinese: str, generator: random.Random) -> str:
    parts = [part for part in re.split("[，。；：、]", chinese) if len(part) >= 4] or [chinese]
    return re.sub(r"[0-9.]+%?", "", generator.choice(parts))[:24]
