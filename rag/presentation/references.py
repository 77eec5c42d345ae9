"""References of citations for a bibliography: BibTeX, RIS, CSL-JSON and GB/T 7714-2015.

To add a format, write a function here and a row in rag/presentation/exports/__init__.py. Each
reference has all that `speechrag verify-quotes` or a person needs to check the quotation later:
its words, the permalink behind them, the digest of the document (its id), the span, and the index.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rag.presentation.phrases import listed, phrase
from rag.types.answers import Citation, IndexState
from rag.types.documents import Document


@dataclass(frozen=True, slots=True)
class Kind:
    """What the formats call a kind of document: the entry of BibTeX, the type of RIS and of CSL,
    and the mark of GB/T 7714-2015."""

    bibtex: str
    ris: str
    csl: str
    gbt: str


# RIS has no type for a speech, and GB/T 7714 counts a speech among the others, Z.
SPEECH = Kind("misc", "GEN", "speech", "Z")
REPORT = Kind("techreport", "RPRT", "report", "R")
OTHER = Kind("misc", "GEN", "document", "Z")
_SPEECH_TITLE = re.compile(r"讲话|演讲|致辞|\b(?:speech|remarks|address|message)\b", re.I)
_REPORT_TITLE = re.compile(r"报告|\breport\b", re.I)

_LANGUAGES = {"zh": ("chinese", "zh-CN"), "en": ("english", "en")}
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
# Addresses stand in BibTeX as they are; only these would end the field or begin a comment.
_TEX_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
# Where a publisher or its place is not known, in the document's language.
_NO_PUBLISHER = {"zh": "[出版地不详: 出版者不详]", "en": "[S.l.: s.n.]"}
_RIS_END = "\r\n"


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation and the facts that a reference to it needs; `base` is put before its permalink,
    `accessed` is the day on which it was read."""

    citation: Citation
    index: IndexState
    base: str
    accessed: datetime.date

    @property
    def document(self) -> Document:
        return self.citation.quote.passage.document

    @property
    def kind(self) -> Kind:
        """A report by its title, a speech by its title, or another document."""
        if _SPEECH_TITLE.search(self.document.title):
            return SPEECH
        return REPORT if _REPORT_TITLE.search(self.document.title) else OTHER

    @property
    def key(self) -> str:
        """A name of the reference in a bibliography: the document and the span."""
        span = self.citation.quote.span
        return f"speech-{self.document.id}-{span.start}-{span.end}"

    @property
    def author(self) -> str | None:
        """The speaker, or the institution that speaks."""
        speaker = self.citation.quote.speaker
        return _line(speaker or self.document.institution or "") or None

    @property
    def publisher(self) -> str:
        return _line(self.document.institution or "")

    @property
    def link(self) -> str:
        return self.base + self.citation.permalink

    @property
    def is_online(self) -> bool:
        """Whether the link leads there from anywhere."""
        return self.link.startswith(("http://", "https://"))

    @property
    def words(self) -> str:
        """The quotation on one line, in the quotation marks of its language."""
        words = _line(self.citation.quote.text)
        return marked(words)

    @property
    def proof(self) -> str:
        """The place of the words, the digest of the document and the index, in the document's
        language."""
        language, span = self.document.language, self.citation.quote.span
        parts = [
            phrase("page", language, self.citation.page) if self.citation.page else "",
            phrase("characters", language, span.start, span.end),
            phrase("digest", language, self.document.id),
            phrase("index", language, self.index.name, self.index.generation),
        ]
        return listed(filter(None, parts), language)


def marked(words: str) -> str:
    """`words` in quotation marks that do not stand in them: “…”, else 「…」, 『…』, or "…"."""
    for opening, closing in ("“”", "「」", "『』", '""'):
        if opening not in words and closing not in words:
            return f"{opening}{words}{closing}"
    return f"“{words}”"


def bibtex(references: Iterable[Reference]) -> str:
    """An entry for each reference: `@techreport` for a report, else `@misc`."""
    return "\n".join(_bibtex_entry(reference) for reference in references)


def ris(references: Iterable[Reference]) -> str:
    """A record for each reference, with the line ends that the format asks for."""
    return "".join(line + _RIS_END for reference in references for line in _ris_lines(reference))


def csl_json(references: Iterable[Reference]) -> str:
    """A list of CSL items, for Zotero, pandoc and citeproc."""
    items = [_csl_item(reference) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def gbt7714(references: Iterable[Reference]) -> str:
    """A numbered list by GB/T 7714-2015, each reference in the language of its document."""
    return "".join(f"[{r.citation.number}] {gbt_reference(r)}\n" for r in references)


def gbt_reference(reference: Reference) -> str:
    """One reference by GB/T 7714-2015, without its number, with the proof at its end. Without an
    address that leads there from anywhere it is no online resource, and its path is in the proof.
    """
    document = reference.document
    carrier = "/OL" if reference.is_online else ""
    head = [reference.author, f"{_line(document.title)}[{reference.kind.gbt}{carrier}]"]
    parts = [*filter(None, head), _gbt_published(reference)]
    proof = reference.proof
    if reference.is_online:
        parts.append(reference.link)
    else:
        proof = listed((proof, reference.link), document.language)
    return ". ".join(part.rstrip(".") for part in parts if part) + f". [{proof}]"


def _gbt_published(reference: Reference) -> str:
    """`place: publisher, year: page(date)[accessed]`; of an online resource whose publisher is not
    known only the date."""
    document, date = reference.document, reference.document.date
    written = ""
    if reference.publisher:
        place = f"{_line(document.region)}: " if document.region else ""
        written = place + reference.publisher
    elif not reference.is_online:
        written = _NO_PUBLISHER[document.language]
    if date and written:
        written += f", {date.year}"
    page = f": {reference.citation.page}" if written and reference.citation.page else ""
    if not reference.is_online:
        return written + page
    exact = f"({date})" if date and (date.month or not written) else ""
    return f"{written}{page}{exact}[{reference.accessed}]"


def _bibtex_entry(reference: Reference) -> str:
    document, date = reference.document, reference.document.date
    publisher = "institution" if reference.kind is REPORT else "howpublished"
    fields = {
        "author": _braced(reference.author),
        "title": _braced(_line(document.title)),
        # BibTeX knows no report without an institution.
        publisher: _braced(reference.publisher or (reference.author or "")),
        "address": _tex(_line(document.region or "")),
        "year": str(date.year) if date else "",
        "month": str(date.month) if date and date.month else "",
        "day": str(date.day) if date and date.day else "",
        "language": _LANGUAGES[document.language][0],
        "note": _tex(f"{reference.words} {reference.proof}"),
        "url": reference.link.translate(_TEX_ADDRESS),
        "urldate": str(reference.accessed),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{reference.kind.bibtex}{{{reference.key},", *lines, "}", ""])


def _braced(name: str | None) -> str:
    """A name or title that BibTeX must neither take apart nor change to lower case."""
    return f"{{{_tex(name)}}}" if name else ""


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _ris_lines(reference: Reference) -> Iterator[str]:
    document, date = reference.document, reference.document.date
    fields = (
        ("TY", reference.kind.ris),
        ("ID", reference.key),
        ("AU", reference.author),
        ("TI", _line(document.title)),
        ("PB", reference.publisher),
        ("CY", _line(document.region or "")),
        ("PY", date.year if date else None),
        ("DA", f"{_slashed(str(date))}/" if date else None),
        ("SP", reference.citation.page),
        ("LA", _LANGUAGES[document.language][1]),
        ("AN", document.id),
        ("N1", reference.words),
        ("N1", reference.proof),
        ("UR", reference.link),
        ("Y2", f"{_slashed(str(reference.accessed))}/"),
    )
    for tag, value in fields:
        if value:
            yield f"{tag}  - {value}"
    yield "ER  - "


def _slashed(date: str) -> str:
    """A date of RIS: year, month and day between slashes, empty where not known."""
    parts = date.split("-")
    return "/".join([*parts, *[""] * (3 - len(parts))])


def _csl_item(reference: Reference) -> dict[str, Any]:
    document, span = reference.document, reference.citation.quote.span
    item: dict[str, Any] = {
        "id": reference.key,
        "type": reference.kind.csl,
        "title": _line(document.title),
        "author": [{"literal": reference.author}] if reference.author else None,
        "issued": _csl_date(str(document.date)) if document.date else None,
        "publisher": reference.publisher,
        "publisher-place": _line(document.region or ""),
        "page": str(reference.citation.page) if reference.citation.page else None,
        "language": _LANGUAGES[document.language][1],
        "URL": reference.link,
        "accessed": _csl_date(str(reference.accessed)),
        "note": f"{reference.words} {reference.proof}",
        "custom": {
            "document": document.id,
            "span": {"start": span.start, "end": span.end, "unit": "codepoint"},
            "index": {"name": reference.index.name, "generation": reference.index.generation},
            "quote": reference.citation.quote.text,
        },
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(date: str) -> Mapping[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]}


def _line(text: str) -> str:
    """`text` on one line, without control characters, which would end a field."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
