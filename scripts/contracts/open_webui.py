"""Open WebUI's page: where it shows what, and what it made of a title, tags and follow-ups."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from playwright.sync_api import Locator, Page

_CHIP = "button[aria-label^='View source']"
_POP_UP = "[role=dialog]"
_PAGE_HEIGHT = 700


def cited(page: Page, answer: Locator) -> list[dict[str, str | None]]:
    """Each chip of an answer with its name, and the pop-up that it opens: quotation, score, links
    (its title, and its heading `Content`)."""
    found = []
    for chip in answer.locator(_CHIP).all():
        chip.click()
        pop_up = page.locator(_POP_UP).last
        pop_up.locator("a").first.wait_for()
        name = (chip.get_attribute("aria-label") or "").removeprefix("View source: ")
        words = pop_up.inner_text()
        addresses = [a.get_attribute("href") for a in pop_up.locator("a").all()]
        found += [{"url": url, "title": name, "quote": words} for url in addresses]
        page.keyboard.press("Escape")
        pop_up.wait_for(state="hidden")
    return found


def pictured(page: Page, answer: Locator, path: str) -> None:
    """A picture with the pop-up of the last chip, and one of the page that its link opens.
    ValueError if that page does not show the marked words."""
    answer.locator(_CHIP).last.click()
    page.wait_for_timeout(800)
    page.screenshot(path=path)
    with page.context.expect_page() as opening:
        page.locator(_POP_UP).last.locator("a").last.click()
    opened = opening.value
    opened.wait_for_load_state()
    opened.wait_for_timeout(800)
    opened.screenshot(path=path.replace(".png", "-opened.png"))
    place = opened.locator("#c").bounding_box()
    if place is None or not 0 < place["y"] < _PAGE_HEIGHT:
        raise ValueError("the page of a link does not show the marked words")
    opened.close()
    page.keyboard.press("Escape")


def housekeeping(address: str) -> list[dict[str, Any]]:
    """Title, tags and follow-up questions of each chat, which it had asked of the model."""
    token = _asked(address, "auths/signin", {"email": "", "password": ""})["token"]
    ids = [chat["id"] for chat in _asked(address, "chats/", token=token)]
    return [_told(_asked(address, f"chats/{id}", token=token)) for id in ids]


def _told(chat: dict[str, Any]) -> dict[str, Any]:
    messages = chat["chat"]["history"]["messages"].values()
    follow_ups = [one["followUps"] for one in messages if one.get("followUps")]
    return {"title": chat["title"], "tags": chat["meta"].get("tags"), "follow_ups": follow_ups}


def _asked(address: str, path: str, body: Any = None, token: str | None = None) -> Any:
    headers = {"Content-Type": "application/json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{address}/api/v1/{path}", data, headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)
