"""The static files of the pages: style sheets, scripts and pdf.js, each served from memory.

A page names them under the digest of the whole folder, `/static/1f3a9c02/app.js`, so that a browser
may keep them for ever; scripts that import each other by relative names stay in that folder. Under
`/static/app.js` a browser asks each time whether its copy is still good.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"

# Only files of these kinds are served. Not from the machine's table of types, which may lack one.
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".bcmap": "application/octet-stream",
    ".wasm": "application/wasm",
}
# The worker of pdf.js decodes scanned pages (JBIG2, JPEG 2000) by WebAssembly. A worker has the
# policy that its own script came with: that of the pages allows no WebAssembly.
_PDF_WORKER = "pdfjs/pdf.worker.min.mjs"
_PDF_WORKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'"
_YEAR = 365 * 24 * 3600
_FOR_EVER = f"public, max-age={_YEAR}, immutable"
_ASK_AGAIN = "no-cache"
# Below this size the header of gzip outweighs what it saves.
_WORTH_COMPRESSING = 1000


def takes_gzip(request: Request) -> bool:
    """Whether the client says that it reads gzip."""
    codings = request.headers.get("accept-encoding", "").lower().split(",")
    named = [coding.partition(";") for coding in codings]
    return any(name.strip() == "gzip" and q.strip() != "q=0" for name, _, q in named)


def compressed(body: bytes, request: Request) -> tuple[bytes, dict[str, str]]:
    """`body` as the client may have it, with the headers that say so."""
    if len(body) < _WORTH_COMPRESSING or not takes_gzip(request):
        return body, {"Vary": "Accept-Encoding"}
    packed = gzip.compress(body, compresslevel=5, mtime=0)
    return packed, {"Vary": "Accept-Encoding", "Content-Encoding": "gzip"}


@dataclass(frozen=True)
class _File:
    body: bytes
    media_type: str

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @cached_property
    def packed(self) -> bytes | None:
        """The file as gzip, where that is smaller by a tenth."""
        packed = gzip.compress(self.body, mtime=0)
        return packed if len(packed) < 0.9 * len(self.body) else None


class StaticFiles:
    """The files of a folder, read once; a path is looked up, never opened, so none leads out."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): _File(path.read_bytes(), _MEDIA_TYPES[path.suffix])
            for path in sorted(folder.rglob("*"))
            if path.suffix in _MEDIA_TYPES
        }
        etags = "".join(name + file.etag for name, file in self._files.items())
        self.version = hashlib.sha256(etags.encode()).hexdigest()[:8]

    def address(self, name: str) -> str:
        """Where a page finds the file; KeyError if there is none of that name."""
        if name not in self._files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    @property
    def root(self) -> str:
        """The address of the folder, for scripts that name files of it."""
        return f"/static/{self.version}/"

    def response(self, path: str, request: Request) -> Response | None:
        """The file at `path`, below /static/, as the client may have it; None if there is none."""
        version, _, rest = path.partition("/")
        name, caching = (rest, _FOR_EVER) if version == self.version else (path, _ASK_AGAIN)
        file = self._files.get(name)
        if file is None:
            return None
        headers = {"ETag": file.etag, "Cache-Control": caching, "Vary": "Accept-Encoding"}
        if name == _PDF_WORKER:
            headers["Content-Security-Policy"] = _PDF_WORKER_POLICY
        if file.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if file.packed is not None and takes_gzip(request):
            headers["Content-Encoding"] = "gzip"
            return Response(file.packed, headers=headers, media_type=file.media_type)
        return Response(file.body, headers=headers, media_type=file.media_type)
