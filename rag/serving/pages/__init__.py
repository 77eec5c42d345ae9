"""The pages that the service writes itself: Jinja2 templates beside this file, and their words.

Every template gets `language` (`zh` or `en`), `asset(name)`, the address of a static file, `root`,
which stands before every address of ours, and `words(key, …)`, a phrase in that language. All text
is escaped; no template has a script or style of its own, since the Content-Security-Policy forbids
both.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rag.serving.pages.words import page_words
from rag.serving.static_files import StaticFiles
from rag.types.text import Language


class Pages:
    """Renders the templates; one per application. `root` is the path under which a proxy serves
    it, as in `/speeches`, or empty."""

    def __init__(self, static: StaticFiles, root: str = "") -> None:
        self.root = root
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals["root"] = root
        self._templates.globals["asset"] = lambda name: root + static.address(name)
        self._templates.globals["static_root"] = root + static.root

    def render(self, template: str, language: Language, **values: object) -> str:
        """The page, in `language`."""
        words = partial(page_words, language)
        page = self._templates.get_template(template)
        return page.render(language=language, words=words, **values)
