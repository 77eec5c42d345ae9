"""Splits a text into sentences, and a sentence into clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rag.language.wordlists import words
from rag.types.text import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》",
          "【": "】", "〔": "〕", "[": "]", "［": "］"}  # fmt: skip
_OPENER = {closer: opener for opener, closer in _PAIRS.items()}
_MARK = re.compile(r"[“”‘’「」『』（）()《》【】〔〕\[\]［］\"]")
# Marks of one kind (of full stops only one, or an ellipsis: ... and . . .), and the closing quotes
# and brackets behind them. The pattern begins with one set of characters, which passes over other
# text five times as fast.
_END = re.compile(
    r"(?P<mark>[。！？!?｡….．]"
    r"(?:(?<=[。！？!?｡])[。！？!?｡]*|(?<=…)…*|(?<=\.)(?:\.+|(?: \.){2,3}(?!\d))|(?<=[.．])))"
    r"(?P<close>[”’」』）)》】〕\]］\"']*)"
)
_ALWAYS_ENDS = "。｡"
# Behind a quotation: who said it, or what it is.
_GOES_ON = re.compile(
    r"[的，、；]|[\u4e00-\u9fff]{0,6}(?:说|说道|說|說道|问|問|答|道)(?:[。！？]|，[“「])"
)
_LIST_ITEM = re.compile(r"[；;]+\s*")
_CLAUSE = re.compile(r"[；;，,：:]+[”’」』）)》】〕\]］\"']*\s*")

# A quotation longer than this is a speech within the speech and is cut like one; it is also as far
# as one forgotten closing quote can glue sentences together.
_QUOTE_LIMIT = 200
# In UTF-8 bytes, so 300 Chinese or 900 Latin characters: reports string whole lists on ；, and a
# list this long is cut there, into pieces of at most _LIST_PIECE bytes where its items allow.
_LONG = 900
_LIST_PIECE = 600
_WIDEST_BYTES = 3  # of a Chinese character in UTF-8

# After these a full stop never ends a sentence: something that they announce follows.
_TITLES = words(
    "mr mrs ms dr drs prof profs gen gens sen sens rep reps gov govs lt col capt maj sgt brig rev "
    "hon st mt vs e.g i.e cf viz approx dept univ messrs adm cmdr amb"
)
# After these it ends one unless a number follows: No. 5, but "The answer is no."
_NUMBERED = words("no nos fig figs eq art arts vol ch pp sec secs para paras")
_NUMBER = re.compile(r"\s*[(\[]?(?:\d|[IVX]+\b)")
# After these it ends one only before a word that begins sentences.
_OFTEN_INSIDE = words(
    "u.s u.k u.n e.u u.s.a u.s.s.r d.c a.m p.m inc ltd co corp bros jr sr etc al ph.d m.d b.a m.a "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_STARTERS = words(
    "the we it in this that these those they but and our i he she you there as if when while for "
    "since today tonight last next now so to let my at on by with after before what who how why "
    "its their his her all some many more most no not nor yet however then also nobody nothing "
    "everyone everybody thank please here both such thus therefore because until despite like "
    "again indeed instead meanwhile moreover furthermore still even only each every another "
    "others let's it's we're that's there's i'm i've we've you're they're he's she's"
)
# The sections of a document: passages are cut from their sentences, then their figures are read.
REMEMBERED_TEXTS = 256
_WORD_BEFORE = re.compile(r"(?<![A-Za-z'’])[A-Za-z][A-Za-z.]*$")
_ITEM_LETTER = re.compile(r"[a-h][.)]\s+[A-Z]")
_NEXT_WORD = re.compile(r"[\"'“‘(\[]*([A-Za-z]+(?:['’][a-z]+)?)")


def sentences(text: str) -> Sequence[Span]:
    """The sentences of `text`, in order and disjoint, without white space around them; together
    they hold every character that is not white space.

    A line end ends a sentence. Marks inside quotes or brackets do not, unless the quotation is
    longer than 200 characters. A ； ends one only in a list longer than 300 Chinese characters.
    """
    return _sentences(text)


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _sentences(text: str) -> tuple[Span, ...]:
    found: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        pairs = _pairs(text, line.start(), line.end())
        for end in (*_ends(text, line.start(), line.end(), pairs), line.end()):
            span = _strip(text, start, end)
            start = end
            if span is None:
                continue
            if (span.end - span.start) * _WIDEST_BYTES <= _LONG:
                found.append(span)
            else:
                found.extend(_cut_list(text, span, pairs))
    return tuple(found)


def clauses(text: str, span: Span) -> list[Span]:
    """The clauses of the sentence at `span`: spans that join up to `span` without gaps, cut after
    ；;，,：: outside quotes, brackets and numbers."""
    pairs = _pairs(text, span.start, span.end)
    cuts = [
        match.end()
        for match in _CLAUSE.finditer(text, span.start, span.end)
        if match.end() < span.end and _divides(text, match) and not _around(pairs, match.start())
    ]
    edges = [span.start, *cuts, span.end]
    return [Span(a, b) for a, b in pairwise(edges) if a < b]


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost quotes and brackets that close again within the limit, as (open, close)."""
    waiting: list[tuple[str, int]] = []
    depths: defaultdict[str, list[int]] = defaultdict(list)  # where in `waiting` each opener is
    found: list[tuple[int, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark in _PAIRS or (mark == '"' and not depths['"']):
            depths[mark].append(len(waiting))
            waiting.append((mark, at))
            continue
        if mark == "’" and at + 1 < end and text[at - 1].isalpha() and text[at + 1].isalpha():
            continue  # an apostrophe
        opener = _OPENER.get(mark, '"')
        if depths[opener]:
            depth = depths[opener][-1]
            if at - waiting[depth][1] <= _QUOTE_LIMIT:
                found.append((waiting[depth][1], at))
            while len(waiting) > depth:
                depths[waiting.pop()[0]].pop()
    outer: list[tuple[int, int]] = []
    for pair in sorted(found):
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return outer


def _around(pairs: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The pair that holds the character at `at`, its marks included."""
    nearest = bisect_right(pairs, at, key=lambda pair: pair[0]) - 1
    return pairs[nearest] if nearest >= 0 and at <= pairs[nearest][1] else None


def _ends(text: str, start: int, end: int, pairs: list[tuple[int, int]]) -> Iterator[int]:
    """Where sentences of one line end, the end of the line apart."""
    begun = start
    for match in _END.finditer(text, start, end):
        after = match.end()
        if after >= end:
            return
        pair = _around(pairs, match.start()) if pairs else None
        if pair and pair[1] >= after:
            continue  # the quotation goes on
        if _ends_always(text, match) or _stops(text, begun, match, end, quoted=pair is not None):
            yield after
            begun = after


def _ends_always(text: str, match: re.Match[str]) -> bool:
    """Whether the mark is 。 and its sentence does not go on behind the quotation that it closes:
    “先修路。”他说。 and “先修路。”的要求."""
    if text[match.start()] not in _ALWAYS_ENDS:
        return False
    return not match["close"] or _GOES_ON.match(text, match.end()) is None


def _stops(text: str, begun: int, match: re.Match[str], end: int, *, quoted: bool) -> bool:
    """Whether the mark that `match` found, none that always does, ends the sentence that began at
    `begun`."""
    mark, after = match["mark"], match.end()
    following = text[after]
    if mark in ".．":
        return _full_stop(text, begun, match, end)
    if following.isspace():
        return not _lower(text, after, end)
    if quoted:  # “怎么办？”的问题
        return False
    return following not in "，、,；;：:的和等" and not following.islower()


def _full_stop(text: str, begun: int, match: re.Match[str], end: int) -> bool:
    """Whether a single Latin full stop ends a sentence: not in 21.8, U.S., Mr. or the mark 1."""
    at, after = match.start(), match.end()
    following = text[after]
    before = text[at - 1] if at > begun else " "
    if not following.isspace():
        return _han(before) and not following.isdigit()
    if _lower(text, after, end) or (at - begun <= 3 and text[begun:at].strip().isalnum()):
        return False
    word_match = _WORD_BEFORE.search(text, max(begun, at - 20), at)
    word = word_match.group().lower() if word_match else ""
    if word in _TITLES or (word in _NUMBERED and _NUMBER.match(text, after, end)):
        return False
    initials = len(word.replace(".", "")) * 2 - 1 == len(word) and word != "i"
    if word in _OFTEN_INSIDE or initials:
        following_word = _NEXT_WORD.match(text, after + 1, end)
        return (
            following_word is not None and following_word[1].lower().replace("’", "'") in _STARTERS
        )
    return True


def _lower(text: str, after: int, end: int) -> bool:
    """Whether the next word after white space begins with a small letter, as no sentence does: not
    eBay, nor the b. of an item."""
    rest = text[after : min(end, after + 8)].lstrip()
    return rest[:1].islower() and not rest[1:2].isupper() and _ITEM_LETTER.match(rest) is None


def _han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character in "”）》%％"


def _cut_list(text: str, span: Span, pairs: list[tuple[int, int]]) -> Iterator[Span]:
    """`span` itself, or where it is a very long list, spans of several of its items each."""
    if len(span.slice(text).encode()) <= _LONG:
        yield span
        return
    start = last = span.start
    for match in _LIST_ITEM.finditer(text, span.start, span.end):
        if _around(pairs, match.start()):
            continue
        if last > start and len(text[start : match.end()].encode()) > _LIST_PIECE:
            piece = _strip(text, start, last)
            if piece:
                yield piece
            start = last
        last = match.end()
    if last > start and len(text[start : span.end].encode()) > _LIST_PIECE:
        yield from filter(None, (_strip(text, start, last), _strip(text, last, span.end)))
    else:
        yield from filter(None, (_strip(text, start, span.end),))


def _divides(text: str, match: re.Match[str]) -> bool:
    """Whether a comma or colon divides clauses: not in 1,222, 7:3, http:// or 12:30."""
    mark, before, after = match.group()[0], text[match.start() - 1 : match.start()], match.end()
    following = text[after : after + 1]
    if before.isdigit() and following.isdigit() and match.end() - match.start() == 1:
        return mark in "；;"
    if mark in ",:;" and match.end() - match.start() == 1 and following.isascii():
        return not (before.isascii() and following.isalnum()) and following != "/"
    return True
