"""Names of uploaded files, made safe to store on any system.

A browser or a hostile client may send any text as a file name. Only its last part is used; what no
system stores, or indexing would leave out, is changed or refused.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from rag.ingestion.discover import is_hidden
from rag.presentation.user_input import InvalidField

# Leaves room for `.yaml` behind it, within the 255 bytes of most file systems.
LONGEST_NAME_BYTES = 200
LONGEST_SUFFIX = 12
_SEPARATORS = re.compile(r"[/\\]")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_AT_ENDS = re.compile(r"^[\s.]+|[\s.]+$")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.I)
# Controls, marks that change the direction of a line, half characters, line separators.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(name: str, field: str) -> str:
    """`C:\\speeches\\报告: 一.txt` -> `报告_ 一.txt`. InvalidField, about `field`,
    where no name can be made of it."""
    last = unicodedata.normalize("NFC", _SEPARATORS.split(name)[-1])
    if any(unicodedata.category(character) in _UNSAFE for character in last):
        raise InvalidField(field, "has control characters in its file name: rename it")
    kept = _AT_ENDS.sub("", _NOT_ON_WINDOWS.sub("_", last))
    if not PurePosixPath(kept).stem:
        raise InvalidField(field, "has no file name: send one, as in filename=report.txt")
    if is_hidden(kept):
        raise InvalidField(field, "is a lock file of an office program: send the document itself")
    return _shortened(f"_{kept}" if _DEVICES.match(kept) else kept)


def same_place(name: str) -> str:
    """Equal for names that some file system takes for one: it may know no case, and no NFC."""
    return unicodedata.normalize("NFC", name).casefold()


def _shortened(name: str) -> str:
    """The name in at most LONGEST_NAME_BYTES of UTF-8; a digest keeps two long names apart."""
    if len(name.encode()) <= LONGEST_NAME_BYTES:
        return name
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix) <= LONGEST_SUFFIX else ""
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    room = LONGEST_NAME_BYTES - len(f"-{digest}{suffix}".encode())
    return f"{name.encode()[:room].decode(errors='ignore')}-{digest}{suffix}"
