"""Claims about the JSON of answers, hits and documents."""

from __future__ import annotations

import json
from dataclasses import replace

from rag.presentation.to_json import (
    answer_json,
    document_json,
    hit_json,
    search_json,
    understood_json,
)
from rag.types.questions import Question
from tests.serving.engines import (
    DEMOLISHED,
    HIT,
    INDEX,
    PUBLISHED,
    SPEECH,
    TEXT,
    answer_to,
    understood,
)

QUESTION = Question("拆违取得了哪些成果？", language="zh")
DISAGREE_ZH = "文中年份互相矛盾，讲话的年份不能确定：标题写2018年，正文写2019年"
DISAGREE_EN = (
    "the years given in this document disagree, so the year of the speech is uncertain: "
    "2018 in the title; 2019 in the text"
)
SOURCE = {
    "id": "a1b2c3d4e5f60718",
    "title": "2018年青禾区政府工作报告（示例）",
    "speaker": "林示例",
    "institution": "青禾区人民政府",
    "region": "青禾区",
    "date": "2018-01",
    "date_precision": "month",
    "url": None,
    "file": "qinghe-2018.txt",
    "translated": {
        "en": {
            "title": {
                "text": "Qinghe District, Government Work Report 2018 (example)",
                "made_of": "names",
            },
            "region": {"text": "Qinghe District", "made_of": "names"},
            "institution": {
                "text": "People's Government of Qinghe District",
                "made_of": "names",
            },
            "speaker": {"text": "Lin Shili", "made_of": "names"},
        }
    },
}
HEADING = {"en": [{"text": "1. Work last year", "made_of": "names"}]}


def test_an_answer_has_exactly_the_promised_fields() -> None:
    whole = answer_json(answer_to(QUESTION))
    assert list(whole) == [
        "id",
        "status",
        "question",
        "language",
        "text",
        "statements",
        "citations",
        "understood",
        "reason",
        "reason_code",
        "dropped",
        "warnings",
        "index",
        "timings_ms",
    ]
    assert set(whole["understood"]) == {
        "language",
        "regions",
        "since",
        "until",
        "speakers",
        "documents",
        "reports",
        "years",
        "kind",
        "stance",
        "stances",
        "terms",
        "missing",
        "names",
        "taken_as",
        "newest",
        "parts",
        "translated",
    }
    assert whole["dropped"] == [{"text": "全区人口增长了9%。", "reason": "figure_not_in_quote"}]
    assert whole["warnings"] == [
        {"code": "dates_disagree", "document": SOURCE["id"], "detail": DISAGREE_ZH}
    ]
    english = answer_json(answer_to(Question("What was demolished?", language="en")))
    assert english["warnings"][0]["detail"] == DISAGREE_EN
    assert whole["index"] == {"name": "default", "generation": 42}
    json.dumps(whole, allow_nan=False)


def test_a_citation_says_where_its_words_stand_in_both_texts() -> None:
    citation = answer_json(answer_to(QUESTION))["citations"][0]
    assert citation == {
        "number": 1,
        "quote": DEMOLISHED,
        "speaker": "林示例",
        "document": SOURCE,
        "heading": ["一、去年工作"],
        "heading_translated": HEADING,
        "span": {"start": 7, "end": 31, "unit": "codepoint"},
        "published": [[7, 22], [24, 33]],
        "page": None,
        "permalink": "/documents/a1b2c3d4e5f60718?c=7-31&h=cc0cc654#c",
        "score": 0.83,
        "matched": [{"query": "illegal construction", "source": "违法建设"}],
        "warnings": ["dates_disagree"],
        "highlight": [{"start": 2, "end": 10, "unit": "codepoint"}],
    }
    assert citation["quote"] == TEXT[7:31]
    assert "".join(PUBLISHED[start:end] for start, end in citation["published"]) == DEMOLISHED


def test_a_statement_points_at_citations_by_number() -> None:
    whole = answer_json(answer_to(QUESTION))
    assert dict(whole["statements"][0]) == {
        "text": DEMOLISHED,
        "citations": [1],
        "stance": "achieved",
        "figures": [
            {"text": "30万平方米", "value": 300000.0, "unit": "square_metre", "in_citation": 1}
        ],
        "confidence": {"word": "sure", "probability": 0.9},
        "parts": [],
    }
    used = {number for statement in whole["statements"] for number in statement["citations"]}
    assert used == {citation["number"] for citation in whole["citations"]}
    assert whole["text"].startswith(f"{DEMOLISHED} [1] ")


def test_an_unsupported_answer_lists_the_nearest_passages_and_the_reason() -> None:
    whole = answer_json(answer_to(QUESTION, supported=False))
    assert (whole["status"], whole["statements"], whole["citations"]) == ("unsupported", [], [])
    assert whole["nearest"] == [hit_json(HIT)]
    assert whole["reason"] == "没有找到足以回答的语句"


def test_a_hit_has_exactly_the_promised_fields() -> None:
    assert hit_json(HIT) == {
        "passage": {
            "id": "a1b2c3d4e5f60718-7-42",
            "text": HIT.passage.text,
            "speaker": "林示例",
            "heading": ["一、去年工作"],
            "heading_translated": HEADING,
            "span": {"start": 7, "end": 42, "unit": "codepoint"},
            "document": SOURCE,
        },
        "score": 0.83,
        "matched": [{"query": "illegal construction", "source": "违法建设"}],
        "permalink": "/documents/a1b2c3d4e5f60718?c=7-42&h=6d360b1c#c",
    }


def test_permalinks_are_absolute_behind_a_public_address() -> None:
    base = "https://speeches.example"
    answer = answer_json(answer_to(QUESTION, supported=False), base)
    assert (
        answer["nearest"][0]["permalink"]
        == f"{base}/documents/a1b2c3d4e5f60718?c=7-42&h=6d360b1c#c"
    )
    citation = answer_json(answer_to(QUESTION), base)["citations"][0]
    assert citation["permalink"] == f"{base}/documents/a1b2c3d4e5f60718?c=7-31&h=cc0cc654#c"


def test_a_search_shows_hits_index_and_timings() -> None:
    found = search_json([HIT], understood(QUESTION), INDEX, {"total": 2.0})
    assert list(found) == ["hits", "understood", "index", "timings_ms"]
    assert found["timings_ms"] == {"total": 2.0}


def test_what_was_understood_is_told_in_both_languages() -> None:
    meant = replace(understood(QUESTION), regions=("青禾区", "Norland"), speakers=("林示例",))
    assert understood_json(meant)["translated"] == {
        "zh": {"regions": [None, None], "speakers": [None]},
        "en": {
            "regions": [{"text": "Qinghe District", "made_of": "names"}, None],
            "speakers": [{"text": "Lin Shili", "made_of": "names"}],
        },
    }


def test_a_document_carries_its_warnings_and_on_request_its_report() -> None:
    whole = document_json(SPEECH)
    assert {key: whole[key] for key in SOURCE} == SOURCE  # type: ignore[literal-required]
    assert whole["characters"] == len(TEXT)
    assert whole["warnings"] == [
        {
            "code": "dates_disagree",
            "detail": DISAGREE_EN,
            "detail_zh": DISAGREE_ZH,
            "values": {"title": [2018], "text": [2019]},
        }
    ]
    assert "report" not in whole
    assert document_json(SPEECH, {"removed": 2})["report"] == {"removed": 2}
