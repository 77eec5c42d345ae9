"""The path under which a proxy serves this, such as `/speeches`, as the settings name it.

rag/serving/route_path.py takes it off the paths of requests: some proxies do so themselves and some
do not, and both are served.
"""

from __future__ import annotations

from urllib.parse import urlsplit

# The first parts of our own addresses. A prefix that is one of them could not be told from it.
OURS = frozenset(
    {
        "v1", "indexes", "documents", "static", "ledger", "key", "docs", "mcp", "openapi.json",
        "livez", "readyz", "version", "metrics",
    }
)  # fmt: skip


def may_be_prefix(root: str) -> bool:
    """Whether `root` (`/speeches`, or empty) is none of our own addresses."""
    return root.strip("/").partition("/")[0] not in OURS


def placed(public_url: str | None, root_path: str) -> tuple[str | None, str]:
    """The public address with the prefix, and the prefix: `root_path`, or else the path of the
    address. ValueError if both name one and they differ, or if it is one of our own addresses."""
    path = urlsplit(public_url or "").path.rstrip("/")
    root = root_path or path
    if not may_be_prefix(root) or (path and path != root):
        raise ValueError(root)
    return (public_url and public_url.removesuffix(path) + root), root
