"""Figures on the web page: tables, charts, the ledger, and the readings of the reading page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.reports_of_cities import cities_engine
from tests.serving.apps import app_over
from tests.serving.conftest import running

TARGETS = "2026年各市地区生产总值增长目标是多少？"
MISSED = "哪些市没有完成2025年GDP增长目标？"


@pytest.fixture(scope="module")
def cities() -> Iterator[str]:
    """The address of a service over the reports of invented cities."""
    with running(app_over(cities_engine())) as address:
        yield address


def _opened(browser: Browser, cities: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=cities, **options)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []


@pytest.fixture
def page(browser: Browser, cities: str) -> Iterator[Page]:
    yield from _opened(browser, cities, locale="en-GB")


@pytest.fixture
def phone(browser: Browser, cities: str) -> Iterator[Page]:
    yield from _opened(browser, cities, locale="zh-CN", viewport={"width": 390, "height": 844})


def asked(page: Page, question: str) -> None:
    page.goto(f"/#/ask?q={quote(question)}")
    page.locator(".next").wait_for()


def test_a_table_answer_is_a_table_with_its_chart_and_how_much_was_read(page: Page) -> None:
    asked(page, TARGETS)
    rows = page.locator(".figure-table tbody tr")
    expect(rows).to_have_count(3)
    expect(page.locator(".figures")).to_contain_text("3 of 3 documents were read whole")
    bars = page.locator(".figures-drawn a")
    expect(bars).to_have_count(3)
    names = [bar.get_attribute("aria-label") or "" for bar in bars.all()]
    assert [name.partition(":")[0] for name in names] == [
        "Beiling 2026", "Chengchuan 2026", "Minghu 2026",
    ]  # fmt: skip
    assert "5% or more" in names[1]
    assert "about 5%" in names[2]
    expect(page.locator(".figures-drawn rect.range")).to_have_count(1)


def test_a_bar_opens_the_report_behind_it_and_the_focus_comes_back(page: Page) -> None:
    asked(page, TARGETS)
    bar = page.locator(".figures-drawn a").first
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#beside mark")).to_contain_text("6%—6.5%")
    page.keyboard.press("Escape")
    expect(page.locator("#beside.open")).to_have_count(0)


def test_targets_stand_beside_results_with_verdict_mark_and_rule(page: Page) -> None:
    asked(page, MISSED)
    missed = page.locator(".figure-table tbody tr", has_text="Chengchuan")
    expect(missed.locator(".side")).to_have_count(2)
    expect(missed.locator(".verdict-word")).to_contain_text("✗")
    expect(missed.locator(".verdict-word")).to_contain_text("missed")
    expect(missed.locator(".rule")).not_to_be_empty()
    expect(missed.locator("a")).to_have_count(2)
    expect(page.locator(".figures")).to_contain_text("government's own word")


def test_the_ledger_is_linked_chosen_from_and_saved(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Targets and results").click()
    expect(page.locator(".own-word")).to_have_count(1)
    expect(page.locator(".figure-table tbody tr")).to_have_count(3)
    page.locator("select[name=indicator]").select_option("jobs")
    expect(page.locator(".figure-table")).to_contain_text("城镇新增就业3.3万人")
    page.locator("select[name=region]").select_option("明湖市")
    expect(page.locator(".figure-table tbody tr")).to_have_count(1)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Table (CSV)").click()
    assert "城镇新增就业2.2万人" in saved.value.path().read_text("utf-8-sig")


def test_the_ledger_has_an_address_of_its_own(page: Page) -> None:
    page.goto("/ledger")
    expect(page.locator("h2.asked")).to_have_text("Targets and results")
    expect(page.locator(".figures-drawn a")).to_have_count(3)


def test_a_comparison_is_sorted_and_says_what_is_missing(page: Page) -> None:
    page.goto(f"/#/compare?q={quote('2025年居民消费价格涨幅目标')}&by=region")
    page.locator(".comparison").wait_for()
    expect(page.locator(".figure-chart .note").filter(has_text="Not stated (1)")).to_have_count(1)
    names = page.locator(".comparison tbody th").all_inner_texts()
    assert names[-1] == "Minghu"


@pytest.mark.parametrize("scripts", [True, False])
def test_figures_of_a_speech_tell_their_reading_to_the_keyboard(
    browser: Browser, cities: str, scripts: bool
) -> None:
    for page in _opened(browser, cities, locale="en-GB", java_script_enabled=scripts):
        with cities_engine().index() as index:
            id = next(one.id for one in index.documents() if one.file == "澄川市2026.txt")
        page.goto(f"/documents/{id}")
        growth = page.locator(".figure", has_text="5.4%")
        reading = "gross domestic product · growth · 2025 · achieved · 5.4%"
        expect(growth).to_have_attribute("data-reading", reading)
        expect(growth).to_have_attribute("aria-label", f"5.4%: {reading}")
        page.locator(".figures-note a").focus()
        page.keyboard.press("Tab")
        expect(page.locator(".figure").first).to_be_focused()
        page.keyboard.press("ArrowRight" if scripts else "Tab")
        expect(page.locator(".figure").nth(1)).to_be_focused()
        if scripts:
            page.keyboard.press("Tab")
            expect(page.locator(".figure:focus")).to_have_count(0)
        shown = growth.evaluate("e => (e.focus(), getComputedStyle(e, '::after').content)")
        assert reading in shown


@pytest.mark.parametrize(
    "address", [f"/#/ask?q={quote(TARGETS)}", f"/#/ask?q={quote(MISSED)}", "/ledger"]
)
def test_axe_finds_nothing_wrong_with_figures(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".figures-drawn").wait_for()
    assert Axe().run(page).response["violations"] == []


def test_nothing_is_wider_than_a_phone(phone: Page) -> None:
    for address in (f"/#/ask?q={quote(MISSED)}", "/ledger"):
        phone.goto(address)
        phone.locator(".figures-drawn").wait_for()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
