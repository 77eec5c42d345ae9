"""Jobs: the builds that requests start, one at a time, each in a process of its own.

`job.py` is the record, `store.py` keeps records on the disk, `child.py` is the process that
builds, `board.py` starts and cancels. The process is `rag.cli.rebuild_job`.
"""
