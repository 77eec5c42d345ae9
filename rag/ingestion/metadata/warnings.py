"""Warnings about a speech that a reader must see before trusting it.

A warning carries values (years, names, last words), no prose; rag/presentation/warnings.py has the
words for each code. To add a warning, notice it here and write its words there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath

from rag.ingestion.clean import Cleaned
from rag.ingestion.clean.lines import is_chinese
from rag.ingestion.clean.private import PRIVATE
from rag.ingestion.metadata.date import spoken_on, years_in
from rag.ingestion.metadata.describe import Metadata
from rag.ingestion.metadata.header import head_of
from rag.ingestion.source_text import SourceText
from rag.types.documents import DocumentWarning, Values, values_of

_TITLE_LIKE = re.compile(r"讲话|报告|致辞|发言|[Rr]eport|[Aa]ddress|[Ss]peech|[Mm]essage")
_NAMED_FILE = re.compile(r"《([^《》\n]{2,80}?)\.(?:docx?|pdf)[^《》\n]{0,12}》")
_PERIOD = re.compile(r"\d{4}\s*年?\s*[-—–－至到]\s*\d{4}")
_LONGEST_TITLE = 60
# Sentences in which a speech says which year it plans for.
_WORK_YEAR = re.compile(
    r"(?:做好|抓好|开创|部署)\s*((?:19|20)\d\d)\s*年[^。，,]{0,12}?(?:工作|任务)"
)
_OPENING = 1_500
# XX市, or X县 that no Latin letter stands before. Both begin with one set of characters: so whole
# texts are passed over ten times as fast.
_ANONYMISED = re.compile(
    r"[XＸ×](?:[XＸ×]+(?:自治区|[省市区县州镇乡村])?|(?<=[XＸ])(?<![A-Za-z].)[区市县省镇村])"
)
_LONGEST_NAME = 40
# Title XX of an American law is no blanked-out name: there is Chinese around one.
_AROUND = 6
# Cleaning rules that take out what a sharing site puts in.
_SCRAPE_RULES = {"notices": "notices", "page_marks": "interrupting_marks"}
_SITE = re.compile(
    r"[a-z0-9-]{3,30}\.(?:com|net|cn|org)(?![a-z])|(?<=在)[\u4e00-\u9fff]{2,5}(?:文库|文档|文阁)网?"
)
_ENDS_WELL = re.compile(r"[。！？!?…；;：:.][”’」』）)》】\"']*$|[”’」』）)》】]$|^[\s\S]{0,40}$")
# Phrases that no speaker says and that synonym substitution makes of ones they do.
_REWORDED = {
    "充分确定": "充分肯定", "高度确定": "高度肯定", "赐予我们高度": "给予我们高度",
    "赐予高度": "给予高度", "赐予大力": "给予大力", "不行能完成": "不可能完成",
    "不行能的任务": "不可能的任务", "深化人心": "深入人心", "激昂人心": "振奋人心",
    "珍贵阅历": "宝贵经验", "阅历做法": "经验做法", "阅历和成果": "经验和成果",
    "胜利做法": "成功做法", "胜利的做法": "成功的做法",
    "擅长革新": "善于创新", "凝合力": "凝聚力", "创建力": "创造力", "创建性": "创造性",
    "法制宣扬": "法制宣传", "宣扬教育": "宣传教育", "特殊重要的是": "特别重要的是",
    "仔细贯彻": "认真贯彻", "仔细落实": "认真落实", "坚决信念决心": "坚定信心决心",
    "接着加强": "继续加强",
}  # fmt: skip
# Rules whose words are read as metadata, are the address of a link, or stand there twice.
_KEPT_OTHERWISE = {"front_matter", "index_cards", "markdown_signs", "doubled_radicals"}
_NO_LETTERS = re.compile(r"[\W_]+")
_MUCH = 0.1
_LONGEST_EXAMPLE = 40
# Enough to see what is meant.
_EXAMPLES = 4


def warnings_of(
    published: SourceText, cleaned: Cleaned, metadata: Metadata
) -> tuple[DocumentWarning, ...]:
    """All warnings, those of the format first."""
    found = [
        *published.warnings,
        *_dates_disagree(published, cleaned, metadata),
        *_anonymised_names(cleaned.text),
        *_scraped_copy(published, cleaned),
        *_truncated(cleaned.text),
        *_possible_rewording(cleaned.text),
        *_lost_characters(cleaned.text),
        *_much_left_out(published, cleaned),
    ]
    return tuple({warning.code: warning for warning in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Claim:
    """The years that a `source` (the title, the text, …) gives to a speech: a title may give two,
    of the report and of the plan. `names` says whether the source names the speech, as titles and
    file names do; `words` are given where a reader would have to look for them."""

    years: frozenset[int]
    source: str
    words: str = ""
    names: bool = False


def _dates_disagree(
    published: SourceText, cleaned: Cleaned, metadata: Metadata
) -> Iterator[DocumentWarning]:
    """Years that the titles, the head, the text and the file name give to the same speech."""
    claims = list(dict.fromkeys(_claims(published, cleaned, metadata)))
    if _contradict(claims):
        yield DocumentWarning("dates_disagree", _years_and_words(claims))


def _years_and_words(claims: list[_Claim]) -> Values:
    """The years that each source gives, in order of appearance, and the words that give them."""
    years: dict[str, list[int]] = {}
    for claim in claims:
        years.setdefault(claim.source, []).extend(sorted(claim.years))
    words = tuple(dict.fromkeys(claim.words for claim in claims if claim.words))
    said = values_of(words=words) if words else ()
    return (*((source, tuple(dict.fromkeys(found))) for source, found in years.items()), *said)


def _claims(published: SourceText, cleaned: Cleaned, metadata: Metadata) -> Iterator[_Claim]:
    head = head_of(published, cleaned)
    titles = [title for title in (metadata.title, *head.lines) if _is_title(title)]
    titles += _NAMED_FILE.findall(published.text[:600])
    for title in titles:
        if years_in(title) and not spoken_on([title]):
            yield _Claim(frozenset(years_in(title)), "title", names=True)
    if spoken := spoken_on(head.lines):
        yield _Claim(frozenset([spoken.date.year]), "heading", spoken.words)
    for match in _WORK_YEAR.finditer(cleaned.text[:_OPENING]):
        yield _Claim(frozenset([int(match[1])]), "text", match.group())
    stem = PurePosixPath(published.file).stem
    if years_in(stem):
        yield _Claim(frozenset(years_in(stem)), "file_name", names=True)
    declared = published.declared.get("date", "")
    if years_in(declared[:4]):
        yield _Claim(frozenset(years_in(declared[:4])), "declared_date")


def _is_title(line: str) -> bool:
    """A line that names a speech, not a sentence nor a plan for a row of years."""
    return (
        len(line) <= _LONGEST_TITLE
        and _TITLE_LIKE.search(line) is not None
        and _PERIOD.search(line) is None
        and not line.endswith(("。", "；", "."))
    )


def _contradict(claims: list[_Claim]) -> bool:
    """A report for a year may be given in the next January, and may plan for the next year; two
    titles, or a title and a file name, without a year in common contradict each other."""
    names = [claim.years for claim in claims if claim.names]
    others = {year for claim in claims if not claim.names for year in claim.years}
    if any(not a & b for a, b in combinations(names, 2)):
        return True
    if any(all(year - named not in (0, 1) for named in name) for name in names for year in others):
        return True
    return len(others) > 1 and max(others) - min(others) > 1


def _anonymised_names(text: str) -> Iterator[DocumentWarning]:
    found = Counter(
        match.group()
        for match in _ANONYMISED.finditer(text)
        if is_chinese(text[max(match.start() - _AROUND, 0) : match.end() + _AROUND])
    )
    if sum(found.values()) >= 2:
        names = tuple(name[:_LONGEST_NAME] for name, _ in found.most_common(_EXAMPLES))
        yield DocumentWarning("anonymised_names", values_of(count=sum(found.values()), names=names))


def _scraped_copy(published: SourceText, cleaned: Cleaned) -> Iterator[DocumentWarning]:
    counts = cleaned.counts()
    acted = {name: counts[rule]["times"] for name, rule in _SCRAPE_RULES.items() if rule in counts}
    if not acted:
        return
    removed = " ".join(
        edit.span.slice(published.text) for edit in cleaned.edits if edit.rule == "notices"
    )
    site = _SITE.search(removed)
    source = values_of(site=site.group()) if site else ()
    yield DocumentWarning("scraped_copy", (*source, *values_of(**acted)))


def _truncated(text: str) -> Iterator[DocumentWarning]:
    last = text.rstrip().rsplit("\n", 1)[-1]
    if " | " in last:
        return
    is_prose = sum(last.count(mark) for mark in "，。,.") >= 2
    if is_prose and _ENDS_WELL.search(last) is None:
        yield DocumentWarning("truncated", values_of(last_words=last[-20:]))


def _possible_rewording(text: str) -> Iterator[DocumentWarning]:
    found = {odd: usual for odd, usual in _REWORDED.items() if odd in text}
    if len(found) < 2:
        return
    replaced = tuple(found.items())[:_EXAMPLES]
    yield DocumentWarning("possible_rewording", values_of(count=len(found), replaced=replaced))


def _lost_characters(text: str) -> Iterator[DocumentWarning]:
    """Characters that were lost before the file came to us, and those that only a font knows."""
    lost, private = text.count("\ufffd"), len(PRIVATE.findall(text))
    values: Values = ()
    if lost:
        at = text.index("\ufffd")
        around = " ".join(text[max(at - 15, 0) : at + 15].split())
        values += values_of(lost=lost, around=around)
    if private:
        values += values_of(private=private)
    if values:
        yield DocumentWarning("low_text_yield", values)


def _much_left_out(published: SourceText, cleaned: Cleaned) -> Iterator[DocumentWarning]:
    """More than a tenth of the letters and figures were taken out: they may be the speech's."""
    left_out = [
        edit.span.slice(published.text)
        for edit in cleaned.edits
        if not edit.replacement and edit.rule not in _KEPT_OTHERWISE
    ]
    letters = sum(map(_letters, left_out))
    of = letters + _letters(cleaned.text)
    if letters > _MUCH * of:
        longest = " ".join(max(left_out, key=_letters).split())
        first = longest[:_LONGEST_EXAMPLE] + ("…" if len(longest) > _LONGEST_EXAMPLE else "")
        yield DocumentWarning(
            "much_left_out", values_of(percent=round(100 * letters / of), longest=first)
        )


def _letters(text: str) -> int:
    return len(_NO_LETTERS.sub("", text))
