"""The web page, used as a reader uses it: asking, reading, changing, comparing, by keyboard too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Locator, Page, Request, Route, expect

from tests.built import sample_engine
from tests.pages.payloads import PAYLOADS
from tests.serving.apps import app_over
from tests.serving.conftest import running

DEMOLITION = "How much illegal construction did Minghu District demolish in 2024?"
AIR = "明湖区2025年PM2.5下降了多少？完成目标了吗？"
DEMOLITIONS = "明湖区拆除违法建设多少万平方米？"
NOT_TOLD = "How many aircraft carriers does Mars have?"
# The longest way of the page over the network, uncompressed.
MOST_BYTES = 160_000


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page of an English reader on a wide screen; what fails in a script fails the test."""
    yield from _page(browser, site, locale="en-GB")


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """The same on a telephone."""
    yield from _page(browser, site, locale="en-GB", viewport={"width": 390, "height": 844})


def _page(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=site, **options)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []


def ask(page: Page, question: str, view: str = "ask", **choices: str) -> None:
    """Open the page at a question."""
    query = "&".join(
        f"{name}={quote(value)}" for name, value in ({"q": question} | choices).items()
    )
    page.goto(f"/#/{view}?{query}")


def answered(page: Page) -> Locator:
    """The answer, once it is whole."""
    page.locator(".next").wait_for()
    return page.locator(".answer")


def answer_to(page: Page, question: str, **more: Any) -> dict[str, Any]:
    """What the API answers."""
    answer: dict[str, Any] = page.request.post(
        "/v1/ask", data={"question": question, **more}
    ).json()
    return answer


def bodies(page: Page, path: str) -> list[dict[str, Any]]:
    """The bodies that the page sends to `path`, filled as it sends them."""
    sent: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if urlsplit(request.url).path == path and request.post_data is not None:
            sent.append(json.loads(request.post_data))

    page.on("request", note)
    return sent


# --- asking -------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", [DEMOLITION, AIR])
def test_a_number_opens_the_speech_with_exactly_the_quotation_marked(
    page: Page, question: str
) -> None:
    page.goto("/")
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    answered(page)
    citations = answer_to(page, question)["citations"]
    assert citations
    for folded in page.locator("details.one-by-one").all():
        folded.locator("summary").first.click()
    for citation in citations:
        page.locator(".statements .chip", has_text=str(citation["number"])).first.click()
        mark = page.locator("#beside mark")
        expect(mark).to_have_text(citation["quote"])
        expect(mark).to_be_in_viewport()


def test_sentences_stand_on_the_page_before_the_answer_is_whole(page: Page) -> None:
    whole = answer_to(page, DEMOLITION)
    statement = {**whole["statements"][0], "cited": whole["citations"]}
    broken = {"code": "busy", "detail": "", "status": 503}
    events = [("sources", {"hits": [], **whole}), ("statement", statement), ("error", broken)]
    frames = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
    page.route("**/v1/ask", lambda route: route.fulfill(body=frames))
    ask(page, DEMOLITION)
    expect(page.locator(".failure")).to_contain_text("try again in a moment")
    expect(page.locator(".said")).to_contain_text(statement["text"])
    page.unroute("**/v1/ask")
    page.locator(".failure button").click()
    answered(page)


def test_words_that_met_light_up_together(page: Page) -> None:
    ask(page, DEMOLITION)
    answered(page)
    word = page.get_by_role("button", name="illegal construction", exact=True)
    met = page.locator(".said .met", has_text="违法建设")
    word.hover()
    expect(met).to_have_class("met lit")
    page.mouse.move(0, 0)
    expect(met).to_have_class("met")
    word.focus()
    expect(met).to_have_class("met lit")


def test_the_words_that_answer_are_emphasised(page: Page) -> None:
    ask(page, DEMOLITION)
    (highlight,) = answer_to(page, DEMOLITION)["citations"][0]["highlight"]
    quotation = answer_to(page, DEMOLITION)["citations"][0]["quote"]
    told = answered(page).locator(".said strong").all_inner_texts()
    assert "".join(told) == quotation[highlight["start"] : highlight["end"]]


def test_a_refusal_says_so_and_shows_the_nearest_passages(page: Page) -> None:
    ask(page, NOT_TOLD)
    answer = answered(page)
    expect(answer.locator(".status")).to_contain_text("No support found")
    expect(answer.locator(".said")).to_have_count(0)
    nearest = answer_to(page, NOT_TOLD)["nearest"]
    expect(answer.locator(".near .passage").first).to_have_text(nearest[0]["passage"]["text"])
    answer.locator(".near button.title").first.click()
    expect(page.locator("#beside mark").first).to_be_visible()


def test_small_talk_gets_a_kind_line_and_questions_to_try(page: Page) -> None:
    ask(page, "Hello, who are you?")
    links = page.locator(".answer .examples a")
    expect(links).to_have_count(3)
    expect(page.locator(".answer .status")).to_contain_text("This is speechrag")
    expect(page.locator(".answer")).not_to_contain_text("No support found")
    expect(page.locator(".near, .next, .take")).to_have_count(0)
    first = links.first.text_content()
    links.first.click()
    expect(answered(page).locator("h2, h1").first).to_have_text(first or "")
    expect(page.locator(".quotations li").first).to_be_visible()


def test_results_and_promises_stand_side_by_side(page: Page) -> None:
    whole = answer_to(page, DEMOLITION)
    statement = {**whole["statements"][0]}
    whole["statements"] = [{**statement, "stance": stance} for stance in ("target", "achieved")]
    frames = f"event: answer\ndata: {json.dumps(whole)}\n\n"
    page.route("**/v1/ask", lambda route: route.fulfill(body=frames))
    ask(page, DEMOLITION)
    columns = answered(page).locator(".facing section")
    expect(columns.locator("h3")).to_have_text(["Results", "Promises"])
    expect(columns.locator(".stance")).to_have_text(["achieved", "target"])
    boxes = [column.bounding_box() for column in columns.all()]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]


def test_a_follow_up_question_is_completed_and_asked(page: Page) -> None:
    ask(page, "明湖区2024年PM2.5下降了多少？")
    answered(page)
    page.locator("#follow-up").fill("2025年呢？")
    page.keyboard.press("Enter")
    expect(page.locator(".asked")).to_have_text("明湖区2025年PM2.5下降了多少？")
    expect(page.locator(".answer > .note")).to_contain_text("2025年呢？")


def test_an_answer_is_taken_along_under_the_name_that_the_server_gives(page: Page) -> None:
    name = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote('明湖区.md')}"}
    page.route("**/export?format=md", lambda route: route.fulfill(body="# 明湖区", headers=name))
    gone = {"code": "answer-gone", "detail": "ask again"}
    page.route("**/export?format=ris", lambda route: route.fulfill(status=404, json=gone))
    ask(page, DEMOLITION)
    answered(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown").click()
    assert download.value.suggested_filename == "明湖区.md"
    assert download.value.path().read_text("utf-8") == "# 明湖区"
    page.get_by_role("button", name="RIS").click()
    expect(page.locator(".after .take")).to_contain_text("kept for an hour")


# --- choosing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chip", "chosen", "sent"),
    [
        ("region", "云溪市", {"question": "云溪市2024年PM2.5下降了多少？"}),
        ("region", "Songling County", {"filters": {"regions": ["Songling County"]}}),
        ("year", "2025", {"question": "明湖区2025年PM2.5下降了多少？"}),
        ("asked for", "target", {"question": "明湖区2024年PM2.5下降了多少？（目标）"}),
    ],
)
def test_what_was_understood_can_be_changed(
    page: Page, chip: str, chosen: str, sent: dict[str, Any]
) -> None:
    ask(page, "明湖区2024年PM2.5下降了多少？")
    answered(page)
    asked = bodies(page, "/v1/ask")
    page.locator(".understood").get_by_label(chip).select_option(chosen)
    page.wait_for_function("() => document.querySelector('.status')?.querySelector('strong')")
    assert sent.items() <= asked[-1].items()


def test_filters_are_sent_and_can_be_taken_back(page: Page) -> None:
    page.goto("/")
    asked = bodies(page, "/v1/ask")
    page.locator("#question").fill("PM2.5 fell by how much?")
    page.locator(".filters summary").click()
    page.get_by_label("Songling County").check()
    page.get_by_label("From").select_option("2026")
    page.get_by_role("button", name="Ask", exact=True).first.click()
    answered(page)
    assert asked[-1]["filters"] == {"regions": ["Songling County"], "since": "2026"}
    with page.expect_request("**/v1/ask"):
        page.get_by_role("link", name="all speeches").click()
    assert "filters" not in asked[-1]


# --- comparing ----------------------------------------------------------------------------------


def test_a_comparison_is_a_table_that_can_be_sorted_and_taken_along(page: Page) -> None:
    ask(page, "PM2.5 fell by how much?", view="compare", by="region")
    table = page.locator("table.comparison")
    table.wait_for()
    body = {"question": "PM2.5 fell by how much?", "by": "region"}
    comparison = page.request.post("/v1/compare", data=body).json()
    drawn = [point["of"] for point in comparison["figure_chart"]["points"]]
    others = [at for at in range(len(comparison["rows"])) if at not in drawn]
    rows = [comparison["rows"][at] for at in [*drawn, *others]]
    expect(table.locator("tbody th")).to_have_text([row["told"]["en"] for row in rows])
    stated = [row for row in rows if row["citation"]]
    expect(table.locator("td.words .chip")).to_have_count(len(stated))
    table.locator("td.words .chip").first.click()
    expect(page.locator("#beside mark")).to_have_text(stated[0]["citation"]["quote"])
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    csv = page.request.post("/v1/compare?format=csv", data=body).body()
    assert download.value.path().read_bytes() == csv


def test_rows_are_sorted_by_figure_and_bars_show_it(page: Page) -> None:
    ask(page, DEMOLITIONS, view="compare", by="year")
    page.locator("table.comparison").wait_for()
    points = page.request.post("/v1/compare", data={"question": DEMOLITIONS, "by": "year"}).json()[
        "chart"
    ]["points"]
    page.locator("th.figure button").click()
    expect(page.locator("th.figure")).to_have_attribute("aria-sort", "descending")
    by_value = sorted(points, key=lambda point: -(point["value"] or 0))
    expect(page.locator("tbody th")).to_have_text([point["label"] for point in by_value])
    widths = [bar.bounding_box() for bar in page.locator("svg.bar rect").all()]
    drawn = [box["width"] / widths[0]["width"] for box in widths if box and widths[0]]
    values = [point["value"] / by_value[0]["value"] for point in by_value if point["value"]]
    assert drawn == pytest.approx(values, abs=0.02)
    expect(page.locator("svg.line-chart circle")).to_have_count(len(values))


# --- the speeches and the history ---------------------------------------------------------------


def test_the_list_of_speeches_is_searched_and_tells_how_each_was_cleaned(page: Page) -> None:
    page.goto("/#/documents")
    page.locator("#find").fill("明湖区 2024")
    expect(page.locator(".list tbody .title button")).to_contain_text(
        ["明湖区2024年政府工作报告", "在2024年明湖区政府全体会议上的讲话"]
    )
    page.locator(".unfold button").last.click()
    expect(page.locator(".report")).to_contain_text("the year of the speech is uncertain")
    expect(page.locator(".report")).to_contain_text("minghu-shared-copy.txt")
    page.locator("#find").fill("nothing like that")
    expect(page.locator(".empty")).to_be_visible()


def test_history_stays_in_the_browser_and_is_forgotten_when_told(page: Page) -> None:
    ask(page, DEMOLITION)
    answered(page)
    page.goto("/#/history")
    expect(page.locator(".past a")).to_have_text([DEMOLITION])
    page.get_by_role("button", name="Clear history").click()
    expect(page.locator(".past a")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('history')") is None


# --- language, theme, keys ----------------------------------------------------------------------


def test_the_page_speaks_the_browsers_language_and_the_one_that_is_chosen(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#sections a").first).to_have_text("Ask")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("#sections a").first).to_have_text("提问")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("#sections a").first).to_have_text("提问")


def test_a_change_of_language_asks_nothing_again(page: Page) -> None:
    ask(page, AIR)
    answered(page)
    asked = bodies(page, "/v1/ask")
    page.get_by_role("button", name="中文").click()
    expect(page.locator(".status")).to_contain_text("有据可答")
    assert asked == []


def test_the_chosen_theme_holds_after_a_reload(page: Page) -> None:
    page.goto("/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_label("Light or dark").select_option("dark")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """The address of a service that wants a key."""
    with running(app_over(sample_engine(), api_keys=("right",))) as address:
        yield address


def test_a_key_is_asked_for_kept_for_the_tab_and_opens_the_reading_pages(
    page: Page, guarded: str
) -> None:
    page.goto(guarded)
    page.get_by_label("Key", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("does not know this key")
    page.get_by_label("Key", exact=True).fill("right")
    page.keyboard.press("Enter")
    page.locator(".examples a").first.click()
    answered(page)
    kept = page.evaluate("[Object.keys(sessionStorage), JSON.stringify(localStorage)]")
    assert kept[0] == ["key"]
    assert "right" not in kept[1]
    page.get_by_role("link", name="Reading page").first.click()
    expect(page.locator("mark#c")).to_be_visible()


# --- everybody ----------------------------------------------------------------------------------


def test_the_keyboard_alone_leads_from_the_question_into_the_speech_and_back(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(DEMOLITION)
    page.keyboard.press("Enter")
    answered(page)
    chip = page.locator(".statements .chip").first
    for _ in range(30):
        page.keyboard.press("Tab")
        if chip.evaluate("element => element === document.activeElement"):
            break
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#beside mark")).to_be_visible()
    expect(page.locator("#beside .close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#beside mark")).to_have_count(0)
    expect(chip).to_be_focused()


def test_enter_does_not_ask_while_chinese_is_composed(page: Page) -> None:
    page.goto("/")
    page.locator("#question").fill("ming hu qu")
    page.locator("#question").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert urlsplit(page.url).fragment == ""


def test_on_a_phone_the_speech_is_a_sheet_over_the_answer(phone: Page) -> None:
    ask(phone, DEMOLITION)
    answered(phone)
    phone.locator(".statements .chip").first.click()
    expect(phone.locator("#beside mark")).to_be_in_viewport()
    assert phone.locator("#view").evaluate("element => element.inert")
    phone.locator("#beside .close").click()
    assert not phone.locator("#view").evaluate("element => element.inert")


SCREENS = {
    "start": "/",
    "answer": f"/#/ask?q={quote(DEMOLITION)}",
    "refusal": f"/#/ask?q={quote(NOT_TOLD)}",
    "comparison": f"/#/compare?by=year&q={quote(DEMOLITIONS)}",
    "documents": "/#/documents",
    "history": "/#/history",
}


@pytest.mark.parametrize(
    ("width", "theme", "locale"),
    [(390, "dark", "zh-CN"), (1440, "light", "en-GB")],
)
def test_axe_finds_nothing_wrong_on_any_screen(
    browser: Browser, site: str, width: int, theme: Any, locale: str
) -> None:
    context = browser.new_context(
        base_url=site,
        color_scheme=theme,
        locale=locale,
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    for name, address in SCREENS.items():
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if name == "answer":
            page.locator(".chip").first.click()
            page.locator("#beside mark").wait_for()
        found = Axe().run(page).response
        assert [(name, each["id"], each["nodes"]) for each in found["violations"]] == []
        assert found["passes"], "axe looked at nothing"
    context.close()


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_screen_is_wider_than_its_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for name, address in SCREENS.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_page_is_small_and_asks_no_other_server(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    total = page.evaluate(
        """performance.getEntries().reduce((sum, entry) => sum + (entry.decodedBodySize ?? 0), 0)"""
    )
    assert 10_000 < total < MOST_BYTES
    ask(page, DEMOLITION)
    answered(page)
    page.locator(".chip").first.click()
    page.locator("#beside mark").wait_for()
    ask(page, DEMOLITIONS, view="compare", by="year")
    page.locator("table.comparison").wait_for()
    page.goto("/#/documents")
    page.locator("table.list").wait_for()
    foreign = [url for url in asked if not url.startswith((site, "data:", "blob:"))]
    assert foreign == []


# --- hostile text -------------------------------------------------------------------------------


def poisoned(value: Any, payload: str) -> Any:
    """The same JSON with `payload` for every text."""
    if isinstance(value, dict):
        return {name: poisoned(item, payload) for name, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, payload) for item in value]
    return payload if isinstance(value, str) else value


@pytest.fixture
def unprotected(browser: Browser, site: str) -> Iterator[Page]:
    """A page without its Content-Security-Policy: the page itself must let nothing run."""
    ran: list[str] = []
    context = browser.new_context(base_url=site, locale="en-GB", bypass_csp=True)
    page = context.new_page()

    def note(request: Request) -> None:
        if not _ours(request.url, site):
            ran.append(request.url)

    def refuse(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("request", note)
    page.on("dialog", refuse)
    yield page
    page.wait_for_timeout(200)  # what a payload would fetch or open, it does soon
    assert page.evaluate("window.ran") is None
    assert ran == []
    strangers = page.locator(
        ":is(#view, #beside) :is(script, img, iframe, object, style, base, meta)"
    )
    expect(strangers).to_have_count(0)
    for address in page.evaluate("[...document.links].map((link) => link.href)"):
        assert _ours(address, site), address
    context.close()


def _ours(url: str, site: str) -> bool:
    return urlsplit(url).netloc == urlsplit(site).netloc or url.startswith(("data:", "blob:"))


def test_text_of_a_language_model_is_never_run(unprotected: Page) -> None:
    page = unprotected
    whole = answer_to(page, AIR)
    (statement, *_), (citation, *_) = whole["statements"], whole["citations"]
    answer = poisoned(whole, PAYLOADS[0])
    answer["statements"] = [
        {**poisoned(statement, text), "citations": [n]} for n, text in enumerate(PAYLOADS, 1)
    ]
    answer["citations"] = [
        {**poisoned(citation, text), "number": n} for n, text in enumerate(PAYLOADS, 1)
    ]
    for field in ("dropped", "warnings"):
        answer[field] = [{"text": p, "reason": p, "document": p, "detail": p} for p in PAYLOADS]
    frames = f"event: answer\ndata: {json.dumps(answer)}\n\n"
    page.route("**/v1/ask", lambda route: route.fulfill(body=frames))
    text = {"id": "x", "text": "\n".join(PAYLOADS)}
    page.route("**/v1/documents/*/text", lambda route: route.fulfill(json=text))
    ask(page, PAYLOADS[0], said=PAYLOADS[1])
    answered(page)
    shown = page.locator(".said").all_text_contents()
    assert shown == [f"{text}{n}" for n, text in enumerate(PAYLOADS, 1)]
    page.locator(".one-by-one summary").click()
    page.locator(".chip").first.click()
    page.locator("#beside .speech").wait_for()


def test_texts_of_refusals_and_failures_are_never_run(unprotected: Page) -> None:
    page = unprotected
    answer = answer_to(page, NOT_TOLD)
    answer["nearest"] = [poisoned(answer["nearest"][0], text) for text in PAYLOADS]
    answer["understood"] = poisoned(answer["understood"], PAYLOADS[2])
    frames = f"event: answer\ndata: {json.dumps(answer)}\n\n"
    page.route("**/v1/ask", lambda route: route.fulfill(body=frames))
    ask(page, NOT_TOLD)
    answered(page)
    expect(page.locator(".near .passage")).to_have_count(len(PAYLOADS))
    page.unroute("**/v1/ask")
    for payload in PAYLOADS[:5]:
        page.route("**/v1/ask", partial(_refuse, payload))
        ask(page, payload)
        expect(page.locator(".failure")).to_be_visible()


def _refuse(payload: str, route: Route) -> None:
    field = {"field": payload, "detail": payload}
    route.fulfill(status=422, json={"code": payload, "detail": payload, "errors": [field]})


def test_titles_and_metadata_are_never_run(unprotected: Page) -> None:
    page = unprotected
    documents = page.request.get("/v1/documents").json()
    (first, *_) = documents["documents"]
    report = page.request.get(f"/v1/documents/{first['id']}").json()
    documents["documents"] = [poisoned(first, text) for text in PAYLOADS]
    page.route("**/v1/documents", lambda route: route.fulfill(json=documents))
    page.route("**/v1/documents/*", lambda route: route.fulfill(json=poisoned(report, PAYLOADS[3])))
    page.goto("/#/documents")
    expect(page.locator(".list td.title button")).to_have_count(len(PAYLOADS))
    page.locator(".unfold button").first.click()
    page.locator(".report").wait_for()
    page.locator("#sections a").first.click()
    page.locator(".filters summary").click()
    expect(page.get_by_label(PAYLOADS[0]).first).to_be_attached()


def test_cells_of_a_comparison_are_never_run(unprotected: Page) -> None:
    page = unprotected
    body = {"question": DEMOLITIONS, "by": "year"}
    comparison = page.request.post("/v1/compare", data=body).json()
    row, point = comparison["rows"][0], comparison["chart"]["points"][0]
    comparison["rows"] = [poisoned(row, text) for text in PAYLOADS]
    comparison["chart"] = {
        "kind": "line",
        "unit": PAYLOADS[0],
        "points": [poisoned(point, text) for text in PAYLOADS],
    }
    frames = f"event: comparison\ndata: {json.dumps(comparison)}\n\n"
    page.route("**/v1/compare", lambda route: route.fulfill(body=frames))
    ask(page, DEMOLITIONS, view="compare", by="year")
    expect(page.locator("tbody th")).to_have_count(len(PAYLOADS))


def test_a_history_that_others_wrote_is_never_run(unprotected: Page) -> None:
    page = unprotected
    page.goto("/")
    entries = [{"question": text, "address": text, "at": text, "view": text} for text in PAYLOADS]
    page.evaluate("list => localStorage.setItem('history', JSON.stringify(list))", entries)
    page.goto("/#/history")
    expect(page.locator(".past a")).to_have_count(len(PAYLOADS))
