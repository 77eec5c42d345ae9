"""`GET /v1/jobs…`: the jobs, one job as it goes on, and its cancelling. Admin keys only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

import anyio
from fastapi import APIRouter, Header, Path
from starlette.responses import JSONResponse, Response

from rag.presentation.user_input import NAME_CHARACTERS
from rag.serving.description import EVENT_STREAM
from rag.serving.events import event_stream, frame
from rag.serving.jobs.board import Jobs
from rag.serving.jobs.job import Job, JobJson, JobsJson
from rag.serving.problems import Problem, Refused
from rag.serving.service import Server, Service

router = APIRouter(tags=["jobs"])

Id = Annotated[str, Path(max_length=NAME_CHARACTERS)]
_LOOK_SECONDS = 0.2


@router.get("/v1/jobs", responses={200: {"model": JobsJson}})
async def jobs(service: Server) -> Response:
    """The last hundred jobs, newest first."""
    board = service.jobs
    found = await service.threads.run(board.all) if board else []
    return JSONResponse({"jobs": [job.as_json() for job in found]})


@router.get("/v1/jobs/{id}", responses={200: {"model": JobJson, "content": {EVENT_STREAM: {}}}})
async def job(id: Id, service: Server, accept: Annotated[str | None, Header()] = None) -> Response:
    """One job. With `Accept: text/event-stream` the events `progress`…, and `job` once it has
    ended."""
    found = await _find(service, id)
    if accept and EVENT_STREAM in accept:
        return event_stream(_events(service, found))
    return JSONResponse(found.as_json())


@router.delete("/v1/jobs/{id}", responses={200: {"model": JobJson}})
async def cancel_job(id: Id, service: Server) -> Response:
    """Cancel a job: its process ends, the index of before answers, and the corpus folder is as it
    was. A job that has ended stays as it is."""
    board = _board(service)
    ended = await service.threads.run(partial(board.cancel, id))
    if ended is None:
        raise Refused(_no_such_job())
    return JSONResponse(ended.as_json())


async def _events(service: Service, job: Job) -> AsyncIterator[bytes]:
    shown: Job | None = None
    while job.status == "running":
        if job != shown:
            yield frame(job.as_json(), "progress")
            shown = job
        await anyio.sleep(_LOOK_SECONDS)
        job = await _find(service, job.id)
    yield frame(job.as_json(), "job")


async def _find(service: Service, id: str) -> Job:
    found = await service.threads.run(partial(_board(service).find, id))
    if found is None:
        raise Refused(_no_such_job())
    return found


def _board(service: Service) -> Jobs:
    if service.jobs is None:
        raise Refused(_no_such_job())
    return service.jobs


def _no_such_job() -> Problem:
    detail = "no job has that id; GET /v1/jobs lists them"
    return Problem(404, "no-such-job", "No such job", detail)
