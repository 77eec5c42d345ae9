"""A benchmark of the table of figures in the database: the milliseconds of a table question.

    python scripts/benchmarks/figure_store.py [--documents 62 20000] [--texts N]

It makes a database of many short reports of invented regions and years, each with a hundred and
fifty figures of fifty indicators, and asks what a table question asks: the rows of one indicator,
year and stance, their coverage, and the quotations of those that are shown. `first` is in a process
that has asked nothing, `again` is the median of what follows. The budgets of an answer are 50 ms
over 62 reports and 200 ms over 20,000 documents. On a busy machine read the last column.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rag.index.store import Store, StoreWriter
from rag.types.documents import Document
from rag.types.figure_table import FigureOrder, FigureQuery
from rag.types.figures import Amount, FigureRow, Period, Qualifier
from rag.types.questions import Filters
from rag.types.text import Alignment, PartialDate, Span

INDICATORS, YEARS, FIGURES = 50, 40, 150
SHOWN, REPEAT = 50, 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[62, 20_000])
    parser.add_argument("--texts", type=int, default=2_000, help="characters of a document")
    options = parser.parse_args()
    for count in options.documents:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store.sqlite"
            started = time.perf_counter()
            write(path, count, options.texts)
            took = time.perf_counter() - started
            size = path.stat().st_size / 1e6
            print(f"{count} documents, {count * FIGURES} rows: {took:.1f} s, {size:.0f} MB")
            for name, ask in questions(count):
                report(path, name, ask)
    return 0


def write(path: Path, count: int, characters: int) -> None:
    """A database of `count` documents."""
    writer = StoreWriter(path)
    for number in range(count):
        writer.add(document(number, count, characters), "", {}, (), (), rows(number, count))
    writer.finish()


def document(number: int, count: int, characters: int) -> Document:
    """A report of an invented region; the years follow each other, as many regions as needed."""
    text = f"第{number:08}份报告。" * (characters // 14)
    date = PartialDate(2026 - number * YEARS // max(count, YEARS), 1)
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        title=f"报告 {number}",
        text=text,
        file=f"{number}.txt",
        language="zh",
        region=f"地区{number % max(count // YEARS, 1)}",
        date=date,
        alignment=Alignment.identity(len(text)),
    )


def rows(number: int, count: int) -> list[FigureRow]:
    """Results of the year before and targets of the year, by turns."""
    year = 2026 - number * YEARS // max(count, YEARS)
    return [figure(number, place, year) for place in range(FIGURES)]


def figure(number: int, place: int, year: int) -> FigureRow:
    value = (number * 7 + place) % 1000 / 100
    of = year if place % 2 else year - 1
    return FigureRow(
        indicator=f"indicator{place % INDICATORS}",
        name=f"指标{place % INDICATORS}",
        kind="growth",
        value=Amount(value, value, "percent", f"{value}%"),
        qualifier=Qualifier(),
        period=Period(datetime.date(of, 1, 1), datetime.date(of, 12, 31), "year", "explicit"),
        stance="target" if place % 2 else "achieved",
        scope="region",
        place=None,
        clause=Span(place * 10, place * 10 + 10),
        figure=Span(place * 10 + 6, place * 10 + 8),
        heading=("一、总结", f"（{place // 30}）"),
        confidence="certain",
    )


def questions(count: int) -> Iterator[tuple[str, Callable[[Store], int]]]:
    one = FigureQuery(("indicator1",), years=(2026,), stances=("target",), kinds=("growth",))
    region = Filters(regions=("地区1",))
    yield "one indicator and year, all rows", lambda store: ask(store, one, None)
    yield "the same, the highest", lambda store: ask(store, one, SHOWN, "value desc")
    trend = FigureQuery(("indicator1",), filters=region)
    yield "one indicator and region, all years", lambda store: ask(store, trend, None)
    ever = FigureQuery(("indicator1",), stances=("target",))
    yield "one indicator, all years, highest", lambda store: ask(store, ever, SHOWN, "value desc")
    yield "one indicator, all years, all rows", lambda store: ask(store, ever, None)
    whole = FigureQuery(filters=region)
    yield "one region, everything", lambda store: ask(store, whole, SHOWN)
    yield "a term by a part of it", lambda store: ask(store, FigureQuery(name="标17"), SHOWN)


def ask(
    store: Store, query: FigureQuery, limit: int | None, order: FigureOrder = "document"
) -> int:
    """The rows with their regions, their coverage, and the quotations of the first; how many."""
    found = store.figures.rows(query, order, limit)
    regions = {stated.document.region for stated in found}
    assert store.figures.coverage(query).stated >= len(regions)
    assert all(stated.quote for stated in found[:SHOWN])
    return len(found)


def report(path: Path, name: str, ask: Callable[[Store], int]) -> None:
    store = Store(path)
    count = 0
    taken: list[float] = []
    worked: list[float] = []
    for _ in range(REPEAT):
        started, working = time.perf_counter(), time.process_time()
        count = ask(store)
        taken.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - working) * 1000)
    store.close()
    first, again, cpu = taken[0], statistics.median(taken[1:]), statistics.median(worked[1:])
    print(
        f"  {name:36} {count:6} rows  first {first:7.1f}  again {again:7.1f}  of these {cpu:7.1f} "
        "ms on the processor"
    )


if __name__ == "__main__":
    raise SystemExit(main())
