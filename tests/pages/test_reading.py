"""The reading page, opened as a reader opens it: marks, no scripts, hostile speeches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, ViewportSize, expect

from rag.language.sentences import clauses, sentences
from rag.types.documents import Document
from rag.types.text import Span
from tests.built import engine_over, sample_engine
from tests.pages.payloads import PAYLOADS
from tests.serving.apps import app_over
from tests.serving.conftest import running

QUOTATIONS = 200
# The pages at the links as the browser reads them, without opening each: it is much faster.
MARKED = """async links => {
  const found = [];
  for (const link of links) {
    const text = await (await fetch(link)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    found.push([...page.querySelectorAll("mark")].map(mark => mark.textContent).join(""));
  }
  return found;
}"""
IN_SIGHT = """() => {
  const box = document.getElementById("c").getBoundingClientRect();
  return box.top >= 0 && box.top < innerHeight;
}"""


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, site) as page:
        yield page


@contextmanager
def opened(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    """A page of a reader who follows links of `site`."""
    context = browser.new_context(base_url=site, **options)
    try:
        yield context.new_page()
    finally:
        context.close()


def documents() -> list[Document]:
    with sample_engine().index() as index:
        return index.documents()


def of(file: str) -> Document:
    return next(document for document in documents() if document.file == file)


def quotations(document: Document) -> list[Span]:
    """Sentences, pairs of sentences, over paragraphs too, and clauses: what answers quote."""
    whole = sentences(document.text)
    pairs = [Span(a.start, b.end) for a, b in pairwise(whole)]
    parts = [part for sentence in whole for part in clauses(document.text, sentence)]
    return [*whole, *pairs, *parts]


def test_the_marked_words_are_the_quotation_to_the_letter(page: Page) -> None:
    linked = [(document, span) for document in documents() for span in quotations(document)]
    chosen = linked[:: len(linked) // QUOTATIONS]
    assert len(chosen) >= QUOTATIONS
    page.goto("/livez")
    marked = page.evaluate(MARKED, [document.permalink(span) for document, span in chosen])
    # The end of a line lies between two paragraphs, in neither.
    assert marked == [span.slice(document.text).replace("\n", "") for document, span in chosen]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_leads_to_the_words_with_and_without_scripts(
    browser: Browser, site: str, scripts: bool
) -> None:
    document = of("songling-2026.md")
    span = sentences(document.text)[-4]
    with opened(browser, site, java_script_enabled=scripts, locale="en-GB") as page:
        page.goto(document.permalink(span))
        expect(page.locator("mark#c")).to_be_in_viewport()
        expect(page.locator("mark")).to_have_text(span.slice(document.text))
        expect(page.locator("article")).to_contain_text("Fellow deputies")
        expect(page.get_by_role("link", name="Show what cleaning removed")).to_be_visible()
        page.get_by_role("link", name="Show what cleaning removed").click()
        expect(page.locator("del.removed").first).to_be_attached()
        expect(page.locator("mark")).to_have_text(span.slice(document.text))


def test_links_of_the_older_form_are_led_on(page: Page) -> None:
    document = of("minghu-2024.md")
    span = sentences(document.text)[8]
    page.goto(f"/documents/{document.id}#c={span.start}-{span.end}")
    expect(page.locator("mark#c")).to_have_text(span.slice(document.text))
    assert page.evaluate(IN_SIGHT)


@pytest.mark.parametrize("added", ["#:~:text=Fellow", "#:~:text=,", "#:~:text=nowhere"])
def test_what_open_webui_puts_behind_a_link_does_not_lead_away(page: Page, added: str) -> None:
    document = of("songling-2026.md")
    span = sentences(document.text)[-4]
    page.goto(document.permalink(span) + added)
    expect(page.locator("mark#c")).to_be_in_viewport()
    expect(page.locator("mark")).to_have_text(span.slice(document.text))


def test_the_page_of_a_pdf_stands_beside_its_text_with_the_quotation_marked(page: Page) -> None:
    away = foreign_requests(page)
    document = of("yunxi-2026.pdf")
    [span] = [
        span for span in sentences(document.text) if "望潮区人民医院" in span.slice(document.text)
    ]
    page.goto(document.permalink(span))
    expect(page.locator("#pdf canvas")).to_be_visible(timeout=20_000)
    expect(page.locator("#pdf [data-shown], #pdf[data-shown]")).to_have_attribute("data-shown", "1")
    on_page = "".join(page.locator(".pdf-text mark").all_text_contents())
    assert "".join(on_page.split()) == span.slice(document.text)
    page.get_by_role("button", name="Next page").click()
    expect(page.locator("#pdf")).to_have_attribute("data-shown", "2")
    assert away == []


def test_the_description_of_the_interface_is_drawn_from_our_own_files(page: Page) -> None:
    away = foreign_requests(page)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/docs")
    expect(page.locator(".opblock").first).to_be_visible(timeout=20_000)
    assert page.locator(".opblock").count() > 5
    assert away == []
    assert [text for text in said if "Content Security Policy" in text] == []


def test_a_reader_reads_in_the_language_of_the_browser_and_can_change_it(
    browser: Browser, site: str
) -> None:
    document = of("minghu-2024.md")
    with opened(browser, site, locale="zh-CN") as page:
        page.goto(f"/documents/{document.id}")
        assert page.locator("html").get_attribute("lang") == "zh"
        page.get_by_role("link", name="English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("article").get_attribute("lang") == "zh"
        page.goto(f"/documents/{of('songling-2026.md').id}")
        assert page.locator("html").get_attribute("lang") == "en"


def foreign_requests(page: Page) -> list[str]:
    """Requests that leave the service, filled while the page is used."""
    away: list[str] = []
    page.on(
        "request",
        lambda sent: away.append(sent.url) if not sent.url.startswith(_OWN) else None,
    )
    return away


_OWN = ("http://127.0.0.1:", "data:", "blob:")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_reading_page_is_accessible(
    browser: Browser, site: str, scheme: Literal["light", "dark"], width: int
) -> None:
    document = of("minghu-shared-copy.txt")
    span = sentences(document.text)[9]
    size: ViewportSize = {"width": width, "height": 900}
    with opened(browser, site, color_scheme=scheme, viewport=size) as page:
        for address in (
            document.permalink(span).replace("#", "&removed=1#"),
            f"/documents/{document.id}?c=1-5&h=00000000",
            of("yunxi-2026.pdf").permalink(Span(100, 120)),
            "/documents/nothing",
        ):
            page.goto(address)
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            # Nothing stands beyond the right edge.
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


# --- hostile speeches ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Document]]]:
    """A service over speeches whose title, text, name, metadata and headings are payloads."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, payload in enumerate(PAYLOADS):
        write_hostile(folder, number, payload)
    engine = engine_over(folder)
    with engine.index() as index, running(app_over(engine)) as address:
        yield address, index.documents(limit=len(PAYLOADS))


def write_hostile(folder: Path, number: int, payload: str) -> None:
    name = payload.replace("/", "∕").replace("\t", " ")[:60].strip(". ") or "x"
    said = json.dumps(payload)
    file = folder / f"{number:02} {name}.md"
    fields = ("title", "speaker", "institution", "region", "url")
    front = "\n".join(f"{field}: {said}" for field in fields)
    body = f"# {payload}\n\n{payload}\n\n## 一、{payload}\n\n去年完成投资{number}亿元。{payload}\n"
    file.write_text(f"---\n{front}\ndate: 2024-01-01\n---\n{body}", "utf-8")


def test_nothing_that_a_speech_says_runs_or_leaves(
    browser: Browser, hostile: tuple[str, list[Document]]
) -> None:
    address, found = hostile
    assert len(found) > 0.9 * len(PAYLOADS)
    with opened(browser, address) as page:
        away = foreign_requests(page)
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for document in found:
            span = sentences(document.text)[-1]
            for link in (document.permalink(span), f"/documents/{document.id}?removed=1"):
                page.goto(link)
                assert page.evaluate("window.ran") is None, document.title
                assert page.evaluate(_SCRIPTS) == [], document.title
                assert page.evaluate(_ADDRESSES) == [], document.title
        assert away == []


# What a payload would have made: our own pages have none of these.
_SCRIPTS = """() => [...document.querySelectorAll(
  "script:not([src^='/static/']), style, iframe, object, embed, base, form, svg, math, img, " +
  "video, audio, [style]"
)].map(one => one.outerHTML)"""
# A published address, which a reader may follow, is a web address and gives nothing away.
_ADDRESSES = """() => [...document.querySelectorAll("a, link, script")]
  .filter(one => !(one.href || one.src).startsWith(location.origin + "/"))
  .filter(one => !(/^https?:/.test(one.href) && one.rel === "noreferrer noopener"))
  .map(one => one.outerHTML)"""


@pytest.mark.parametrize("query", ["c", "h", "lang", "removed"])
def test_nothing_that_a_link_says_runs_or_leaves(browser: Browser, site: str, query: str) -> None:
    document = of("minghu-2024.md")
    with opened(browser, site) as page:
        away = foreign_requests(page)
        for payload in PAYLOADS:
            response = page.goto(f"/documents/{document.id}?{query}={quote(payload)}")
            assert isinstance(response, Response)
            assert response.status in (200, 404)
            assert page.evaluate("window.ran") is None, payload
            assert page.evaluate(_SCRIPTS) == [], payload
        assert away == []


def test_every_page_holds_to_the_policy(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        for path in ("/", "/docs", f"/documents/{of('yunxi-2026.pdf').id}?removed=1"):
            page.goto(path)
            page.wait_for_load_state("networkidle")
            refused = page.evaluate(
                "() => { const one = document.createElement('script'); one.textContent = "
                "'window.ran = 1'; document.body.append(one); return window.ran === undefined }"
            )
            assert refused, path
        blocked = [text for text in said if "Content Security Policy" in text]
        assert len(blocked) == 3, blocked  # our three tries, and nothing of the pages themselves
