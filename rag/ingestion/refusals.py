"""The words in which a build refuses, in Chinese and English: what it found, and what to do."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rag.errors import NothingToIndex, SourcesDiffer, WouldShrink
from rag.ingestion.discover import Skipped
from rag.ingestion.formats import usual_suffixes

# Enough examples to recognise what happened by.
_EXAMPLES = 5


def nothing_to_index(sources: Sequence[str], skipped: Sequence[Skipped]) -> NothingToIndex:
    """No speech was read under `sources`."""
    where, where_zh = _some(sources, ", "), _some_zh(sources, "、")
    if not skipped:
        *most, last = usual_suffixes()
        return NothingToIndex(
            f"no files under {where}; give a folder with {', '.join(most)} or {last} files",
            chinese=(
                f"{where_zh} 之下没有文件；请给出含有 {'、'.join(most)} 或 {last} 文件的文件夹"
            ),
        )
    reasons = [f"{file.file}: {file.reason}" for file in skipped]
    reasons_zh = [f"{file.file}：{file.words('zh')}" for file in skipped]
    return NothingToIndex(
        f"none of the {len(skipped)} files under {where} could be read: {_some(reasons, '; ')}",
        chinese=f"{where_zh} 之下的 {len(skipped)} 个文件都无法读取：{_some_zh(reasons_zh, '；')}",
    )


def sources_differ(given: Sequence[str], recorded: Sequence[str], name: str) -> SourcesDiffer:
    """Index `name` was made from others than are given, and nothing says which are meant."""
    before = [path if os.path.exists(path) else f"{path} (no longer there)" for path in recorded]
    before_zh = [path if os.path.exists(path) else f"{path}（已不存在）" for path in recorded]
    return SourcesDiffer(
        f"index {name!r} was made from {_some(before, ', ')}, not from {_some(given, ', ')}; "
        "nothing was changed. To read both, add --add; to read only what is given now, add "
        "--replace; to keep them apart, give another --name",
        chinese=(
            f"索引 {name} 由 {_some_zh(before_zh, '、')} 建成，而不是 {_some_zh(given, '、')}；"
            "未作任何改动。若两者都要，请加 --add；若只要现在给出的，请加 --replace；"
            "若要分开存放，请用 --name 另取名称"
        ),
    )


def source_missing(missing: Sequence[str], name: str) -> SourcesDiffer:
    """What index `name` was made from is to be read too, and cannot be."""
    return SourcesDiffer(
        f"{_some(missing, ', ')}, from which index {name!r} was made, is not there, so its "
        "documents cannot be kept; nothing was changed. Bring it back (is a drive not mounted?), "
        "or name all paths that are to be read, with --replace",
        chinese=(
            f"索引 {name} 的来源 {_some_zh(missing, '、')} 已不存在，其中的文件无法保留；"
            "未作任何改动。请先恢复它（是否有磁盘未挂载？），或列出所有要读取的路径并加 --replace"
        ),
    )


def would_shrink(name: str, *, before: int, after: int, missing: Sequence[str]) -> WouldShrink:
    """Too many documents of the generation before are gone; `missing` are their files."""
    return WouldShrink(
        f"index {name!r} has {before} documents, and {after} would be left. Gone: "
        f"{_some(missing, ', ')}. Nothing was changed. If a folder is not mounted or was emptied "
        "by mistake, bring it back; if this is what you want, add --allow-shrink",
        chinese=(
            f"索引 {name} 有 {before} 份文件，这样只会剩下 {after} 份。"
            f"缺少：{_some_zh(missing, '、')}。"
            "未作任何改动。若有文件夹未挂载或被误清空，请先恢复；若本意如此，请加 --allow-shrink"
        ),
    )


def _some(items: Sequence[str], comma: str) -> str:
    more = len(items) - _EXAMPLES
    return comma.join(items[:_EXAMPLES]) + (f" and {more} more" if more > 0 else "")


def _some_zh(items: Sequence[str], comma: str) -> str:
    more = f"等 {len(items)} 个" if len(items) > _EXAMPLES else ""
    return comma.join(items[:_EXAMPLES]) + more
