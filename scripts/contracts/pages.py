"""Clients that are web pages: their servers, and what Chromium shows of an answer there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, sync_playwright

from scripts.benchmarks._server import free_port
from scripts.contracts.received import CONVERSATIONS

START_SECONDS = 300
ANSWER_SECONDS = 60
# An answer that has not changed for so long is whole.
STILL_SECONDS = 2.0
# Nothing is asked of the network but of the two servers.
OFFLINE = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "true",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "SCARF_NO_ANALYTICS": "true",
}
_COUNT = """selector => {
  window.lengths = new Set();
  const note = () => {
    const found = document.querySelectorAll(selector);
    if (found.length) window.lengths.add(found[found.length - 1].innerText.trim().length);
  };
  window.counting?.disconnect();
  window.counting = new MutationObserver(note);
  window.counting.observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


@dataclass(frozen=True)
class PageClient:
    """Selectors of a chat page: the box to write in, the button that sends, an answer, what shows
    an error, and a button that closes what covers a new page. `cited` reads the citations that
    stand beside an answer; `about` tells more of all chats."""

    box: str
    send: str
    answer: str
    error: str = ".no-error"
    covered_by: str | None = None
    ready: str = "/"
    cited: Callable[[Page, Locator], list[dict[str, str | None]]] | None = None
    pictured: Callable[[Page, Locator, str], None] | None = None
    about: Callable[[str], Any] = lambda address: None


@contextmanager
def served(command: Sequence[str], task: dict[str, Any], client: PageClient) -> Iterator[str]:
    """The address of the page, while its server runs in a folder of its own."""
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        log = Path(folder) / "log"
        with log.open("wb") as written:
            process = subprocess.Popen(
                [*command, json.dumps(task | {"variant": str(port)})],
                cwd=folder,
                env=os.environ | OFFLINE | {"PORT": str(port), "DATA_DIR": folder},
                stdout=written,
                stderr=written,
            )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address + client.ready, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise ValueError(f"its server did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


@contextmanager
def chromium() -> Iterator[Page]:
    """A page of headless Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise ValueError("Chromium is not installed: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
        browser.close()


def played(client: PageClient, address: str, pictures: Path) -> dict[str, Any]:
    """What the page shows in each conversation; a picture of each is put into the folder."""
    received = {}
    pictures.mkdir(parents=True, exist_ok=True)
    with chromium() as page:
        if client.covered_by:
            page.add_locator_handler(page.locator(client.covered_by), lambda button: button.click())
        for name, (turns, _) in CONVERSATIONS.items():
            page.goto(address)
            for turn in turns:
                pieces = _ask(client, page, turn)
            picture = pictures / name.replace(" ", "-")
            page.screenshot(path=f"{picture}.png")
            received[name] = _shown(client, page, pieces)
            if client.pictured and received[name].get("citations"):
                answer = page.locator(client.answer).last
                client.pictured(page, answer, f"{picture}-cited.png")
    return received


def _ask(client: PageClient, page: Page, turn: str) -> int:
    """Ask, and wait until the answer is still; the number of lengths that it had."""
    box = page.locator(client.box).first
    box.wait_for(timeout=ANSWER_SECONDS * 1000)
    earlier = page.locator(client.answer).count()
    page.evaluate(_COUNT, client.answer)
    box.fill(turn)
    page.locator(client.send).click(timeout=ANSWER_SECONDS * 1000)
    _wait_until_still(client, page, earlier)
    return len(page.evaluate("() => [...window.lengths].filter(Boolean)"))


def _wait_until_still(client: PageClient, page: Page, earlier: int) -> None:
    before, since = "", time.monotonic()
    end = since + ANSWER_SECONDS
    while time.monotonic() < end and not page.locator(client.error).count():
        page.wait_for_timeout(200)
        answers = page.locator(client.answer)
        now = answers.last.inner_text() if answers.count() > earlier else ""
        if now != before or not now:
            before, since = now, time.monotonic()
        elif time.monotonic() - since > STILL_SECONDS:
            return


def _shown(client: PageClient, page: Page, pieces: int) -> dict[str, Any]:
    if page.locator(client.error).count():
        return {"error": page.locator(client.error).last.inner_text()}
    if not page.locator(client.answer).count():
        return {"error": "nothing is shown"}
    answer = page.locator(client.answer).last
    told = {"text": answer.inner_text(), "pieces": pieces, "links": _links(answer)}
    return told | {"citations": client.cited(page, answer) if client.cited else []}


def _links(answer: Locator) -> list[str | None]:
    """Where the links in an answer lead."""
    return [a.get_attribute("href") for a in answer.locator("a[href^=http]").all()]
