"""The years in which sessions of China's national congresses were held.

Resolutions and older reports give their date only so.
"""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_PEOPLE = re.compile(
    r"第([一二三四五六七八九十]+)届全国人民代表大会第([一二三四五六七八九十]+)次会议"
)
_PARTY = re.compile(
    r"中国共产党第([一二三四五六七八九十]+)次全国代表大会|[（(]([一二三四五六七八九十]{1,3})大[）)]$"
)
# Years of the sessions of the first five National People's Congresses; since then one every year.
_EARLY = {
    1: (1954, 1955, 1956, 1957, 1958),
    2: (1959, 1960, 1962, 1963),
    3: (1964,),
    4: (1975,),
    5: (1978, 1979, 1980, 1981, 1982),
}
_FIRST_REGULAR, _FIRST_REGULAR_YEAR, _TERM = 6, 1983, 5
_PARTY_YEARS = (
    1921, 1922, 1923, 1925, 1927, 1928, 1945, 1956, 1969, 1973,
    1977, 1982, 1987, 1992, 1997, 2002, 2007, 2012, 2017, 2022,
)  # fmt: skip


def session_year(title: str) -> int | None:
    """Year of the session that a title names; None for none or one that is not known."""
    if match := _PEOPLE.search(title):
        return _people_year(_number(match[1]), _number(match[2]))
    if match := _PARTY.search(title):
        number = _number(match[1] or match[2])
        return _PARTY_YEARS[number - 1] if number <= len(_PARTY_YEARS) else None
    return None


def _people_year(congress: int, session: int) -> int | None:
    if congress in _EARLY:
        years = _EARLY[congress]
        return years[session - 1] if session <= len(years) else None
    if not 1 <= session <= _TERM:
        return None
    return _FIRST_REGULAR_YEAR + (congress - _FIRST_REGULAR) * _TERM + session - 1


def _number(written: str) -> int:
    tens, mark, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)
