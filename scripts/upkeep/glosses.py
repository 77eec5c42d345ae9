"""Makes rag/language/glosses.zh-en.txt and glosses.en-zh.txt: one translation for each word.

    python scripts/upkeep/glosses.py ../shared/data

CC-CEDICT gives the meanings of a word. Of these the one is taken that the other halves of the
sentence pairs hold most often where a sentence has the word (the coefficient of Dice); the first
where too few sentences have it. Words that no text of train/ and train2/ uses are left out. The
terms of rag/questions/report_terms.tsv go before the dictionary.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rag.language.function_words import FUNCTION_WORDS
from rag.language.word_glosses import cut, stem

LANGUAGE = Path(__file__).parents[2] / "rag" / "language"
TERMS = LANGUAGE.parent / "questions" / "report_terms.tsv"
# How much a pair counts: official reports most, software manuals hardly.
WEIGHTS = {"gwr_2024_2026": 20, "un_v1_devtest": 4, "prc_laws_bilingual": 6,
           "sdg_translations": 6, "tico19": 2, "mlqe": 2, "ud_pud": 2, "twlaw_articles": 1,
           "tatoeba": 1, "audreyt_transcripts": 1, "plurality_book": 1}  # fmt: skip
EVERY = {"twlaw_articles": 6, "tatoeba": 2}  # of these only each n-th pair
FEWEST = 6  # sentences (weighted) before counting is trusted
USES = {"zh": 4, "en": 4}
_SENSE_ENDS = re.compile(r"[;/]")
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_SENSE = re.compile(
    r"^(?:CL:|variant of|old variant|see |surname |abbr\. for|used in|also pr|\(|erhua|Taiwan pr)"
    r"|particle|classifier|variant|radical|prefix|suffix"
)
# The dictionary's "sb" and "sth": a gloss says whom or what beside it.
_SOMEBODY = re.compile(r"\b(?:sb|sth)(?:'s)?\b")
_LEAD = re.compile(r"^(?:to be |to |a |an |the |be )")
_WORD = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def main() -> None:
    shared = Path(sys.argv[1])
    senses = _senses(shared / "train" / "cedict_ts.u8")
    terms = _terms()
    pairs = list(_pairs(shared / "train" / "parallel.tsv"))
    chinese_uses, english_uses = _uses(shared, pairs, set(senses) | set(terms))
    counted = _counted(pairs, senses)
    _write("glosses.zh-en.txt", _to_english(senses, counted, chinese_uses, terms))
    _write("glosses.en-zh.txt", _to_chinese(senses, pairs, english_uses, chinese_uses, terms))


def _senses(path: Path) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        match = re.match(r"\S+ (\S+) \[([^\]]*)\] /(.*)/$", line)
        if (
            not match
            or not _HAN.fullmatch(match[1])
            or (match[2][:1].isupper() and len(match[1]) == 1)
        ):
            continue
        for sense in _SENSE_ENDS.split(match[3]):
            plain = " ".join(_NOTE.sub("", sense).split()).strip(" .,")
            if sense and not _NO_SENSE.search(sense.strip()) and plain and len(plain) <= 32:
                plain = " ".join(_SOMEBODY.sub(" ", _LEAD.sub("", plain)).split())
                if plain and len(plain.split()) <= 4 and not _HAN.search(plain):
                    found[match[1]][plain] = None
    return {word: list(own) for word, own in found.items() if own}


def _terms() -> dict[str, str]:
    rows = csv.DictReader(TERMS.read_text("utf-8").splitlines(), delimiter="\t", quoting=3)
    return {row["chinese"]: row["english"] for row in rows}


def _pairs(path: Path) -> Iterator[tuple[str, str, int]]:
    seen: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        zh, en, source = line.split("\t")
        if source in WEIGHTS:
            seen[source] += 1
            if seen[source] % EVERY.get(source, 1) == 0:
                yield zh, en.lower(), WEIGHTS[source]


def _uses(
    shared: Path, pairs: list[tuple[str, str, int]], words: set[str]
) -> tuple[Counter[str], Counter[str]]:
    chinese: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for zh, en, _ in pairs:
        chinese.update(cut(zh, words))
        english.update(_WORD.findall(en))
    for path in sorted((shared / "train2" / "reports").glob("*.jsonl.gz")):
        lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        for text in (json.loads(line)["text"] for line in lines):
            if path.name.startswith("zh"):
                for run in _HAN.findall(text[:60_000]):
                    chinese.update(cut(run, words))
            else:
                english.update(_WORD.findall(text.lower()))
    for line in (shared / "train" / "text.jsonl").open(encoding="utf-8"):
        text = json.loads(line)["text"][:20_000]
        if not _HAN.search(text[:200]):
            english.update(_WORD.findall(text.lower()))
    return chinese, english


class _Counts:
    def __init__(self) -> None:
        self.both: Counter[tuple[str, str]] = Counter()
        self.word: Counter[str] = Counter()
        self.sense: Counter[tuple[str, ...]] = Counter()


def _stems(sense: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _WORD.findall(sense.lower()) if word not in FUNCTION_WORDS)


def _counted(pairs: list[tuple[str, str, int]], senses: dict[str, list[str]]) -> _Counts:
    counts = _Counts()
    words = set(senses)
    stems = {word: [(sense, _stems(sense)) for sense in own] for word, own in senses.items()}
    for zh, en, weight in pairs:
        have = {stem(word) for word in _WORD.findall(en)}
        for one in have:
            counts.sense[one,] += weight
        for word in set(cut(zh, words)):
            if word not in stems:
                continue
            counts.word[word] += weight
            for sense, parts in stems[word]:
                if parts and have.issuperset(parts):
                    counts.both[word, sense] += weight
    return counts


def _to_english(
    senses: dict[str, list[str]], counts: _Counts, uses: Counter[str], terms: dict[str, str]
) -> dict[str, str]:
    chosen = dict(terms)
    for word, own in senses.items():
        if word not in chosen and uses[word] >= USES["zh"]:
            chosen[word] = _best(word, own, counts)
    return chosen


def _best(word: str, own: list[str], counts: _Counts) -> str:
    if counts.word[word] < FEWEST:
        return own[0]

    def dice(sense: str) -> float:
        parts = _stems(sense)
        if not parts:
            return 0.0
        rarest = min(counts.sense[part,] for part in parts)
        return 2 * counts.both[word, sense] / (counts.word[word] + rarest + 1)

    return max(own, key=lambda sense: (round(dice(sense), 3), -own.index(sense)))


def _to_chinese(
    senses: dict[str, list[str]],
    pairs: list[tuple[str, str, int]],
    uses: Counter[str],
    chinese_uses: Counter[str],
    terms: dict[str, str],
) -> dict[str, str]:
    words: dict[str, dict[str, int]] = defaultdict(dict)
    for zh, own in senses.items():
        if chinese_uses[zh] >= USES["zh"] and len(zh) <= 6:
            for rank, sense in enumerate(own):
                key = sense.lower()
                if re.fullmatch(r"[a-z]+(?: [a-z]+){0,2}", key) and key not in FUNCTION_WORDS:
                    words[key].setdefault(zh, rank)
    by_stem: dict[str, set[str]] = defaultdict(set)
    for key in words:
        if " " not in key:
            by_stem[stem(key)].add(key)
    for key in list(uses):  # constitutional: from the senses of constitution
        if uses[key] >= USES["en"] and key not in FUNCTION_WORDS and stem(key) in by_stem:
            for other in sorted(by_stem[stem(key)]):
                for word, rank in words[other].items():
                    words[key].setdefault(word, rank + 4)
            by_stem[stem(key)].add(key)
    both: Counter[tuple[str, str]] = Counter()
    single: Counter[str] = Counter()
    han: Counter[str] = Counter()
    headwords = set(senses)
    for zh, en, weight in pairs:
        standing = set(cut(zh, headwords))
        for word in standing:
            han[word] += weight
        for key in set(_WORD.findall(en)) & words.keys():
            single[key] += weight
            for word in standing & words[key].keys():
                both[key, word] += weight

    def best(key: str) -> str:
        own = words[key]

        def rating(word: str) -> tuple[float, int, int]:
            dice = 2 * both[key, word] / (single[key] + han[word] + 1) if single[key] else 0.0
            return round(dice, 3), -own[word], chinese_uses[word]

        return max(own, key=rating)

    chosen: dict[str, str] = {}
    for key in words:
        used = min(uses[part] for part in key.split())
        if used >= USES["en"]:
            chosen[key] = best(key)
    chosen.update(
        {
            en.lower(): zh
            for zh, en in terms.items()
            if re.fullmatch(r"[A-Za-z]+(?: [A-Za-z]+){0,3}", en)
        }
    )
    return chosen


def _write(name: str, glosses: dict[str, str]) -> None:
    lines = "".join(f"{word}\t{gloss}\n" for word, gloss in sorted(glosses.items()))
    (LANGUAGE / name).write_text(lines, "utf-8")
    print(f"{name}: {len(glosses):,} words, {len(lines.encode()):,} bytes")


if __name__ == "__main__":
    main()
