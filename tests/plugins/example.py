"""A user's program that uses all of `speechrag`. The tests run it and check it with mypy."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from typing import assert_type

import speechrag


def build(folder: str, to: str) -> speechrag.IndexReport:
    report = speechrag.index([folder], to=to, rebuild=True, batch_size=16)
    for skipped in report.skipped:
        print(skipped.file, skipped.reason)
    assert_type(report.added + report.unchanged, int)
    return report


def ask(speeches: speechrag.Engine) -> speechrag.Answer:
    answer = speeches.ask(
        "明湖区2025年PM2.5下降了多少？",
        since=2025,
        until=datetime.date(2026, 12, 31),
        region=["明湖区", "云溪市"],
        speaker="林知远",
        limit=10,
        answerer="extractive",
        language="zh",
    )
    assert_type(answer.status, speechrag.Status)
    for statement in answer.statements:
        assert_type(statement.stance, speechrag.Stance | None)
        for figure in statement.figures:
            assert_type(figure.value, float)
    for citation in answer.citations:
        assert_type(citation.document.year, int | None)
        assert_type(citation.span, speechrag.Span)
        print(citation.quote, citation.document.title, citation.heading, citation.permalink)
    print(json.dumps(answer.to_dict(), ensure_ascii=False), answer.rows(), answer)
    return answer


def stream(speeches: speechrag.Engine) -> Iterator[str]:
    for event in speeches.stream("Which promises did Songling County not keep?"):
        if isinstance(event, speechrag.Answer):
            assert_type(event, speechrag.Answer)
            yield event.status
        else:
            assert_type(event, speechrag.Statement)
            yield event.text


def look(speeches: speechrag.Engine, filters: speechrag.Filters) -> None:
    found = speeches.search("affordable housing", limit=3, **filters)
    assert_type(found[0], speechrag.Hit)
    assert_type(found[:2], tuple[speechrag.Hit, ...])
    for hit in found:
        assert_type(hit.row(), speechrag.Row)
        print(hit.score, hit.text, hit.document.date, [match.source for match in hit.matched])
    table = speeches.compare("PM2.5 fell by how much?", by="year", until="2026")
    for cell in table:
        assert_type(cell.value, float | None)
        print(cell.label, cell.words, table.unit)
    for document in speeches.documents(**filters):
        whole = speeches.document(document.id)
        assert_type(whole.text, str)
        print(whole.title, whole.language, [warning.code for warning in whole.warnings])


def main(folder: str, to: str) -> None:
    build(folder, to)
    options: speechrag.Options = {"public_url": "https://speeches.example", "llm_retries": 1}
    try:
        with speechrag.open(to, **options) as speeches:
            ask(speeches)
            print(list(stream(speeches)))
            look(speeches, {"since": "2024", "region": None})
            for figure in speeches.figures("GDP", year=2025, stance=["target"], limit=3):
                assert_type(figure.low, float | None)
                print(figure.region, figure.text, figure.bound, figure.quote)
            assert_type(speeches.refresh(), bool)
            assert_type(speeches.index.generation, int)
        speeches.ask("still there?")
    except speechrag.EngineClosed as error:
        print("closed:", error)
    except speechrag.SpeechragError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
