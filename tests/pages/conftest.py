"""A browser, and a service over the sample speeches for it; skipped where Chromium is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.built import sample_engine
from tests.serving.apps import app_over
from tests.serving.conftest import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# As Debian, Ubuntu and others call it. Playwright's own browsers come by another way than apt.
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window. It is closed with the last test here: playwright's event loop
    would forbid later tests one of their own."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        pytest.skip("Chromium is not installed (apt install chromium)")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            # In a container everybody is root, and there is little shared memory.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site() -> Iterator[str]:
    """The address of a service over the sample speeches."""
    with running(app_over(sample_engine())) as address:
        yield address
