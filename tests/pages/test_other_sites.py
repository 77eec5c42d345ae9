"""Pages of other sites in a real browser: what they can make it ask here, and that our own forms
still pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlparse

import pytest
from fastapi import FastAPI
from starlette.responses import HTMLResponse

from tests.built import sample_engine
from tests.serving.apps import app_over
from tests.serving.conftest import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASK = """async url => {
    const headers = {"Content-Type": "application/json"};
    const body = JSON.stringify({query: "拆除违法建设"});
    try { return (await fetch(url, {method: "POST", headers, body})).status }
    catch { return "no answer" }
}"""


@pytest.fixture(scope="module")
def other_site() -> Iterator[str]:
    """The address of another site, whose page has a form that sends a file elsewhere."""
    site = FastAPI()

    @site.get("/")
    def page(to: str) -> HTMLResponse:
        form = f"<form method=post enctype=multipart/form-data action='{to}'>"
        return HTMLResponse(f"{form}<input name=file value=x><button>Send</button></form>")

    with running(site) as address:
        yield address


def test_a_form_of_another_site_sends_nothing_here(browser: Browser, other_site: str) -> None:
    with running(app_over(sample_engine())) as address:
        page = browser.new_page()
        page.goto(f"{other_site}/?to={address}/v1/verify-quotes")
        with page.expect_response(f"{address}/v1/verify-quotes") as answered:
            page.click("button")
        assert answered.value.status == 403
        page.close()


@pytest.mark.parametrize("listed", [False, True])
def test_a_page_of_another_site_asks_only_where_the_operator_named_it(
    browser: Browser, other_site: str, listed: bool
) -> None:
    app = app_over(sample_engine(), cors_origins=(other_site,) if listed else ())
    with running(app) as address:
        page = browser.new_page()
        page.goto(f"{other_site}/?to=nowhere")
        assert page.evaluate(ASK, f"{address}/v1/search") == (200 if listed else "no answer")
        page.close()


def test_our_own_form_for_a_key_passes_by_every_name(browser: Browser) -> None:
    with running(app_over(sample_engine(), api_keys=("right",))) as address:
        for host in ("127.0.0.1", "localhost"):
            page = browser.new_page()
            page.goto(f"http://{host}:{urlparse(address).port}/documents/nowhere")
            page.fill("input[name=key]", "right")
            with page.expect_response("**/key") as answered:
                page.press("input[name=key]", "Enter")
            assert answered.value.status == 303
            page.close()
