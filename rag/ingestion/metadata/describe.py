"""Describes a speech: title, speaker, institution, region, date, address and language, each with
the words that say so.

What an editor declares (front matter, sidecar) comes before what the document says, and that
before what its file name says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.ingestion.clean import Cleaned
from rag.ingestion.metadata.date import (
    Dated,
    compact_date,
    declared_date,
    mended,
    put_up_on,
    spoken_on,
    year_alone,
    years_in,
)
from rag.ingestion.metadata.header import Head, head_of
from rag.ingestion.metadata.on_record import speaker_of_record
from rag.ingestion.metadata.person import person_named
from rag.ingestion.metadata.region import NATION, UNITED_STATES, official, region_of, without_lead
from rag.ingestion.metadata.sessions import session_year
from rag.ingestion.metadata.speaker import office_in, speaker_in, speaker_in_name
from rag.ingestion.metadata.title import Findings, is_called, stem_of, title_of
from rag.ingestion.source_text import SourceText
from rag.language.detect import language_of
from rag.language.leaders import leader
from rag.language.places import place_named, places_in
from rag.types.text import Language, PartialDate

_BODY = re.compile(
    r"(?:(?<!人民)代表|受)((?:[\u4e00-\u9fff]{0,12}?(?:人民政府|省政府|市政府|区政府|县政府|国务院|常务委员会))|"
    r"(?:中国共产党)?第?[一二三四五六七八九十]{1,3}届中央委员会|中央委员会)"
)
_OFFICE_BODY = re.compile(r"^(.*?(?:人民政府|国务院|委员会))")
_NATIONAL_BODY = re.compile(
    r"国务院|中共中央|中国共产党|全国人民代表大会|中央人民政府|中华人民共和国"
)
_CONGRESS = re.compile(r"^第[一二三四五六七八九十]+届全国人民代表大会")
_NUMBER = "第[一二三四五六七八九十]+"
_SESSION = re.compile(
    rf"({_NUMBER}届全国人民代表大会{_NUMBER}次会议)"
    rf"|([\u4e00-\u9fff]{{2,14}}{_NUMBER}届\s?人民代表大会{_NUMBER}次会议)"
    rf"|(?:^|[在—])(中国共产党{_NUMBER}次全国代表大会)"
)
_COUNTY = re.compile(r"(?:^|[ _-])([a-z]{2,})[ _-]xian(?=[ _\d-]|$)", re.I)
_BODY_CHARACTERS = 1_500
_LANGUAGE_CHARACTERS = 4_000
_LANGUAGES: Mapping[str, Language] = {
    "zh": "zh",
    "en": "en",
    "cn": "zh",
    "中文": "zh",
    "英文": "en",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a speech is; `evidence` gives for each fact the place and the words it was read from."""

    title: str
    language: Language
    speaker: str | None
    institution: str | None
    region: str | None
    date: PartialDate | None
    url: str | None
    occasion: str | None
    evidence: Mapping[str, str]


def describe(source: SourceText, cleaned: Cleaned) -> Metadata:
    """All that can be told about a document before it is read."""
    head = head_of(source, cleaned)
    findings = Findings()
    stem = stem_of(source.file)
    title = title_of(source, cleaned, head, stem, findings)
    language = _language(source, cleaned, findings)
    institution = _institution(source, cleaned, head, title, findings)
    region = _region(source, head, title, stem, institution, findings)
    date = _date(source, head, title, stem, findings)
    named = _speaker(source, head, title, stem, findings)
    year = date.year if date else None
    is_american = region == UNITED_STATES or _is_president(named, findings)
    speaker = person_named(named, year, is_american=is_american) if named else None
    if speaker is None and not _CONGRESS.match(title):
        speaker = speaker_of_record(title, cleaned.text, date, region, language)
        if speaker:
            findings.note("speaker", "on record", f"{title} {date}")
    if region is None and speaker and date and (country := _country_of(speaker, date.year)):
        findings.note("region", "office of the speaker", speaker)
        region = country
    return Metadata(
        title=title,
        language=language,
        speaker=speaker,
        institution=_whole(institution, region),
        region=region,
        date=date,
        url=source.declared.get("url")
        or source.properties.get("meta_url")
        or source.properties.get("url"),
        occasion=_occasion(source, head, findings),
        evidence=findings.evidence,
    )


def _is_president(named: str | None, findings: Findings) -> bool:
    """Whether the head calls the speaker President, as in `President Bush`."""
    words = findings.evidence.get("speaker", "")
    return named is not None and f"president {named}".casefold() in words.casefold()


def _country_of(speaker: str, year: int) -> str | None:
    """The country of a known person's office in `year`: of the President of South Africa."""
    person = leader(speaker, year)
    office = (person.office(year, "en") if person else None) or ""
    place = place_named(office.partition(" of ")[2].removeprefix("the "))
    return place.name if place else None


def _language(source: SourceText, cleaned: Cleaned, findings: Findings) -> Language:
    declared = source.declared.get("language", "").lower().split("-")[0]
    if declared in _LANGUAGES:
        findings.note("language", "declared", declared)
        return _LANGUAGES[declared]
    return language_of(cleaned.text[:_LANGUAGE_CHARACTERS])


def _speaker(
    source: SourceText, head: Head, title: str, stem: str, findings: Findings
) -> str | None:
    for name in ("speaker", "author"):
        if declared := source.declared.get(name):
            findings.note("speaker", "declared", declared)
            return declared
    if _CONGRESS.match(title):
        return None  # the congress resolves; the premier it names has not spoken
    if found := speaker_in([title, *head.lines, *head.source_lines]):
        findings.note("speaker", "text", found[1])
        return found[0]
    if found_name := speaker_in_name(stem):
        findings.note("speaker", "file name", stem)
        return found_name
    return None


def _institution(
    source: SourceText, cleaned: Cleaned, head: Head, title: str, findings: Findings
) -> str | None:
    if declared := source.declared.get("institution"):
        findings.note("institution", "declared", declared)
        return declared
    if issued := head.fields.get("发文机关"):
        findings.note("institution", "field", issued)
        return issued
    if congress := _CONGRESS.match(title):
        findings.note("institution", "title", congress.group())
        return "全国人民代表大会"
    if "国务院" in title:
        findings.note("institution", "title", title)
        return "国务院"
    if match := _BODY.search(cleaned.text[:_BODY_CHARACTERS]):
        findings.note("institution", "text", match.group())
        return "中国共产党中央委员会" if "中央委员会" in match[1] else match[1]
    office = _OFFICE_BODY.match(office_in(head.source_lines) or "")
    if office:
        findings.note("institution", "text", office.group())
        return without_lead(office[1])
    return None


def _whole(institution: str | None, region: str | None) -> str | None:
    """省人民政府, 市政府 -> 山东省人民政府, 天津市人民政府."""
    if institution is None or region is None or region == NATION:
        return institution
    local = re.fullmatch(r"(?:全?[省市区县州旗]|自治区|自治州)(人民政府|政府)", institution)
    return f"{region}人民政府" if local else institution


def _region(
    source: SourceText,
    head: Head,
    title: str,
    stem: str,
    institution: str | None,
    findings: Findings,
) -> str | None:
    if declared := source.declared.get("region"):
        findings.note("region", "declared", declared)
        return official(declared)
    if institution and _NATIONAL_BODY.match(institution):
        findings.note("region", "institution", institution)
        return NATION
    for place, name, lines in (
        ("text", title, head.source_lines),
        ("file name", _without_county(stem), ()),
    ):
        if found := region_of(*_without_speaker(name, lines), institution):
            findings.note("region", place, found[1])
            return found[0]
    return None


def _without_speaker(title: str, lines: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The head without the name of a Chinese speaker, in which a country may stand: 韓國瑜."""
    found = speaker_in([title, *lines])
    if found is None or found[0].isascii():
        return title, tuple(lines)
    name = found[0]
    return title.replace(name, "·" * len(name)), tuple(
        line.replace(name, "·" * len(name)) for line in lines
    )


def _without_county(stem: str) -> str:
    """songling_xian_2024: a county (县), and not the city of Xi'an."""
    match = _COUNTY.search(stem)
    return stem if match is None or places_in(match[1]) else stem[: match.end(1)]


def _date(
    source: SourceText, head: Head, title: str, stem: str, findings: Findings
) -> PartialDate | None:
    if declared := source.declared.get("date"):
        if date := declared_date(declared):
            findings.note("date", "declared", declared)
            return date
        findings.note("date_declared", "declared, not a date", declared)
    dated = _dated(head, title, stem)
    if dated is None:
        return None
    findings.note("date", dated.place, dated.words)
    return dated.date


def _dated(head: Head, title: str, stem: str) -> Dated | None:
    if (words := head.fields.get("成文日期")) and (found := spoken_on([words])):
        return Dated(found.date, "field", words)
    spoken = spoken_on((*head.lines, *head.source_lines))
    named = years_in(title) or years_in(stem)
    if spoken and not _is_older(spoken.date, years_in(title)):
        return mended(spoken, years_in(stem))
    if not named and (year := session_year(title)):
        return Dated(PartialDate(year), "session named in the title", title)
    if not named and (day := compact_date(stem)):
        return Dated(day, "file name", stem)
    if not named:
        return put_up_on(head.source_lines) or year_alone(head.lines)
    if len({*named, *_title_years(head)}) > 1:
        return None  # the titles themselves disagree
    if years_in(title):
        return Dated(PartialDate(named[0]), "title", title)
    return Dated(PartialDate(named[0]), "file name", stem)


def _title_years(head: Head) -> list[int]:
    return [year for line in head.lines if is_called(line) for year in years_in(line)]


def _is_older(date: PartialDate, years: tuple[int, ...]) -> bool:
    """A date years before the year in the title belongs to something else."""
    return bool(years) and date.year < min(years) - 1


def _occasion(source: SourceText, head: Head, findings: Findings) -> str | None:
    if declared := source.declared.get("occasion"):
        return declared
    for line in (*head.lines, *head.source_lines):
        if match := _SESSION.search(line):
            occasion = without_lead("".join(filter(None, match.groups())).replace(" ", ""))
            findings.note("occasion", "text", match.group())
            return occasion
    return None
