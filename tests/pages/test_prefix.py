"""The web page behind a proxy under a path: asked, read and described as without one."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, Response, expect

from tests.built import sample_engine
from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.proxies import proxy

ROOT = "/reader/speeches"
DEMOLITION = "How much illegal construction did Minghu District demolish in 2024?"


@pytest.mark.parametrize("strips", [True, False])
def test_a_reader_asks_opens_and_reads_under_the_prefix(browser: Browser, strips: bool) -> None:
    app = app_over(sample_engine(), root_path=ROOT)
    with running(app) as server, proxy(server, ROOT, strips=strips) as site:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        wrong: list[str] = []

        def note(response: Response) -> None:
            if response.status >= 400 or not response.url.startswith(f"{site}/"):
                wrong.append(f"{response.status} {response.url}")

        page.on("response", note)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{site}/")
        page.locator("#question").fill(DEMOLITION)
        page.keyboard.press("Enter")
        page.locator(".next").wait_for()
        for folded in page.locator("details.one-by-one").all():
            folded.locator("summary").first.click()
        page.locator(".statements .chip").first.click()
        expect(page.locator("#beside mark").first).to_be_visible()
        page.locator("#beside a.button").first.click()
        expect(page.locator("mark#c")).to_be_visible()
        page.goto(f"{site}/ledger")
        expect(page.locator("select[name=indicator]")).to_be_visible()
        page.goto(f"{site}/docs")
        page.get_by_text("/v1/ask").first.wait_for()
        context.close()
    assert wrong == []
