"""The words in which a job says why it failed: one table, a row a code.

The messages of a build name paths of the server, which no reply gives away; they are in the log.
"""

from __future__ import annotations

from collections.abc import Mapping

from rag.serving.jobs.job import JobError

OUT_OF_MEMORY = "out-of-memory"
CRASHED = "crashed"
NOT_PUT_BACK = "not-put-back"

# (Chinese, English)
_DETAILS: Mapping[str, tuple[str, str]] = {
    OUT_OF_MEMORY: (
        (
            "建立索引的进程多半因内存不足而结束：管理员可调高 SPEECHRAG_JOB_MEMORY_BYTES，或"
            "查看日志了解其他原因。仍由原来的索引回答"
        ),
        (
            "the build ended for want of memory, most likely: the operator can raise "
            "SPEECHRAG_JOB_MEMORY_BYTES, or see in the log what else it was. The index of "
            "before answers"
        ),
    ),
    CRASHED: (
        (
            "建立索引的进程没有完成就结束了，详情见日志。若因内存不足，管理员可调高 "
            "SPEECHRAG_JOB_MEMORY_BYTES。仍由原来的索引回答"
        ),
        (
            "the process that builds ended before it was done; the log says more. If it "
            "lacked memory, the operator can raise SPEECHRAG_JOB_MEMORY_BYTES. The index of "
            "before answers"
        ),
    ),
    NOT_PUT_BACK: (
        (
            "有一个文件无法读取，被它替换的文件已放回文件夹，但尚未重新读取：请重建索引，使其"
            "可以作答。其余内容已发布"
        ),
        (
            "a file could not be read, and the one that it replaced lies in the folder "
            "again, but was not read again: rebuild, so that it answers. The rest of the "
            "build is published"
        ),
    ),
    "nothing-to-index": (
        "没有文件可以读取，无从建立索引；若有原来的索引，仍由它回答",
        (
            "no file could be read, so there is nothing to make an index of; the index of "
            "before, if there is one, answers"
        ),
    ),
    "would-shrink": (
        (
            "一半以上的文件将会消失；未作任何改动。若本意如此，请以 allow_shrink=true 重建；"
            "否则请查看服务器上是否缺少文件夹"
        ),
        (
            "more than half of the documents would be gone; nothing was changed. If that is "
            "meant, rebuild with allow_shrink=true; else see whether a folder of the server "
            "is missing"
        ),
    ),
    "sources-differ": (
        "索引所依据的文件夹已不存在；未作任何改动。日志中有其名称",
        (
            "a folder that the index was made from is no longer there; nothing was changed. "
            "The log names it"
        ),
    ),
    "index-busy": (
        "另一个进程正在建立此索引；请等它结束后再试",
        "another process builds this index; try again when it has ended",
    ),
    "model-error": (
        "向量模型无法使用；原因见日志",
        "the embedding model cannot be used; the log says why",
    ),
    "disk-full": (
        "磁盘已满；未作任何改动。请腾出空间后重建",
        "the disk is full; nothing was changed. Make room, then rebuild",
    ),
    "file-too-large": (
        ("系统不允许本服务写入这样大的文件；未作任何改动。管理员可放宽限制（ulimit -f），然后重建"),
        (
            "the system lets this server write no file so large; nothing was changed. The "
            "operator can raise the limit (ulimit -f), then rebuild"
        ),
    ),
    "disk-failing": (
        "读写磁盘时出错；仍由原来的索引回答。重建之前请先查看系统日志中关于磁盘的记录",
        (
            "the disk failed while it was read or written; the index of before answers. See "
            "what the system's log says of the disk before you rebuild"
        ),
    ),
    "read-only": (
        "磁盘是只读的；未作任何改动。请改为可写后重建",
        "the disk is read-only; nothing was changed. Make it writable, then rebuild",
    ),
    "not-allowed": (
        "本服务无权写入索引文件夹；日志中有其名称",
        "this server may not write to the folder of the indexes; the log names it",
    ),
    "not-a-folder": (
        "需要文件夹的地方是一个文件；日志中有其名称",
        "a file lies where a folder is needed; the log names it",
    ),
    "name-too-long": (
        "路径超过文件系统允许的长度；日志中有其名称",
        "a path is longer than the file system allows; the log names it",
    ),
    "no-locks": (
        "索引所在的文件系统不支持文件锁；请使用本地磁盘",
        "the file system of the indexes has no file locks; use a local disk",
    ),
    "too-many-files": (
        ("系统允许本服务打开的文件太少；未作任何改动。管理员可放宽限制（ulimit -n），然后重建"),
        (
            "the system allows this server too few open files; nothing was changed. The "
            "operator can raise the limit (ulimit -n), then rebuild"
        ),
    ),
    "too-many-processes": (
        ("系统不允许本服务再开进程或线程；未作任何改动。管理员可放宽限制（ulimit -u），然后重建"),
        (
            "the system allows this server no further process or thread; nothing was "
            "changed. The operator can raise the limit (ulimit -u), then rebuild"
        ),
    ),
    "no-temporary-folder": (
        "没有可以写入的临时文件夹；管理员可用 TMPDIR 指定一个，然后重建",
        ("no temporary folder can be written to; the operator can set TMPDIR to one, then rebuild"),
    ),
    "not-written": (
        "索引文件夹无法写入；原因见日志",
        "the folder of the indexes cannot be written to; the log says why",
    ),
}
_OTHERWISE = (
    "建立索引失败，原因见日志。仍由原来的索引回答",
    "the build failed; the log says why. The index of before answers",
)


def failure(code: str) -> JobError:
    """The error of that code in words."""
    chinese, english = _DETAILS.get(code, _OTHERWISE)
    return JobError(code, english, chinese)
