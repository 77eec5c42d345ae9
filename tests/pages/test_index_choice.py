"""Claims about the page of a server with several indexes: a reader chooses one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from rag.assembly import assemble_engine
from rag.cli.serve import builds_of
from tests.built import build_index
from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.jobs.servers import CHENGCHUAN, NORLAND, settings_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("several")
    for name, text in (("default", CHENGCHUAN), ("norland", NORLAND)):
        path = folder / f"{name}.txt"
        path.write_text(text, "utf-8")
        build_index(settings_in(folder, name=name), path)
    settings = settings_in(folder)
    with running(app_over(assemble_engine(settings), builds=builds_of(settings))) as address:
        yield address


def test_an_index_is_chosen_and_its_links_lead_to_it(browser: Browser, several: str) -> None:
    page = browser.new_page(locale="en-GB")
    page.goto(f"{several}/")
    choice = page.get_by_label("Choose an index")
    choice.wait_for()
    assert choice.locator("option").all_inner_texts() == ["default", "norland"]
    choice.select_option("norland")
    page.wait_for_url("**/?index=norland*")
    page.get_by_text("index norland").first.wait_for()
    page.goto(f"{several}/?index=norland#/ask?q=How+many+kilometres+of+cycle+paths+were+built%3F")
    page.get_by_text("417 kilometres").first.wait_for()
    link = page.locator('a[href^="/indexes/norland/documents/"]').first
    link.wait_for(state="attached")
    page.goto(f"{several}/?index=norland#/documents")
    page.get_by_text("Speech on the budget of Norland").first.wait_for()
    assert page.get_by_label("Choose an index").input_value() == "norland"
    page.close()


def test_where_there_is_one_index_there_is_no_choice(browser: Browser, site: str) -> None:
    page = browser.new_page(locale="en-GB")
    page.goto(f"{site}/")
    page.get_by_text("index samples").first.wait_for()
    assert page.get_by_label("Choose an index").count() == 0
    page.close()
