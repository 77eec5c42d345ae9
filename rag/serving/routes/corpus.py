"""`POST /v1/documents`, `DELETE /v1/documents/{id}` and `POST /v1/indexes/{name}/rebuild`: each
changes the corpus of an index and starts the job that builds it anew. Admin keys only.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import JSONResponse, Response

from rag.errors import IndexUnavailable
from rag.index.index import Index
from rag.index.layout import index_folder
from rag.ingestion.discover import sidecar_of
from rag.presentation.user_input import NAME_CHARACTERS, InvalidField
from rag.serving.body_limits import UPLOAD
from rag.serving.corpus.edit import Edit
from rag.serving.corpus.receive import received
from rag.serving.jobs.board import Jobs
from rag.serving.jobs.job import Job, JobJson
from rag.serving.originals import original_of, original_path
from rag.serving.problems import Problem, Refused
from rag.serving.requests import INDEX_PARAMETER
from rag.serving.service import Here, Server, Service

PATH = "/v1/documents"
# An upload may have so many times the bytes of one file.
FILES_IN_ONE = 4

router = APIRouter(tags=["corpus"])

Id = Annotated[str, Path(max_length=NAME_CHARACTERS)]
Flag = Annotated[bool, Query()]
IndexName = Annotated[str | None, Query(max_length=NAME_CHARACTERS)]
_TRUE = {"true": True, "1": True, "false": False, "0": False, "": False}
_UPLOAD: dict[str, Any] = {
    "type": "object",
    "required": ["files"],
    "properties": {
        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "replace": {"type": "boolean"},
        "index": {"type": "string"},
    },
}
_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {UPLOAD: {"schema": _UPLOAD}}}
}


@router.post(PATH, status_code=202, responses={202: {"model": JobJson}}, openapi_extra=_BODY)
async def upload_documents(
    request: Request, service: Server, replace: Flag = False, index: IndexName = None
) -> Response:
    """Put files into the corpus folder of an index, and start the job that builds it; an index that
    is not there yet is made. The form holds `files` (and a sidecar `speech.docx.yaml` beside its
    `speech.docx`), `replace=true` to put them in the place of others of the same names, and
    `index`. A file that cannot be read is not kept: the job says why."""
    jobs = _jobs(service)
    jobs.check_free()  # before a long upload
    async with received(request, file_bytes=service.limits.upload_bytes) as form:
        name = _index_name(form.fields.get("index", index), service)
        flag = _truth(form.fields["replace"]) if "replace" in form.fields else replace
        edit = Edit(jobs.builds.folder(name), incoming=form.files, replace=flag)
        job = await service.threads.run(partial(jobs.start, "upload", name, edit))
    return _started(request, job)


@router.delete(
    f"{PATH}/{{id}}",
    status_code=202,
    responses={202: {"model": JobJson}},
    openapi_extra=INDEX_PARAMETER,
)
async def delete_document(id: Id, request: Request, service: Here) -> Response:
    """Remove the file of a document from the corpus folder, and start the job that builds the index
    without it. Only what was uploaded can be removed."""
    job = await service.threads.run(partial(_deleted, service, id))
    return _started(request, job)


@router.post("/v1/indexes/{index}/rebuild", status_code=202, responses={202: {"model": JobJson}})
async def rebuild_index(
    index: Annotated[str, Path(max_length=NAME_CHARACTERS)],
    request: Request,
    service: Server,
    anew: Flag = False,
    allow_shrink: Flag = False,
) -> Response:
    """Start the job that builds the index from what it was made from, as it is now, and from its
    corpus folder. With `anew` everything is read and embedded again; with `allow_shrink` more than
    half of the documents may be gone."""
    name = (await service.at(index)).index_name
    start = partial(_rebuilt, _jobs(service), name, anew=anew, allow_shrink=allow_shrink)
    return _started(request, await service.threads.run(start))


def _rebuilt(jobs: Jobs, name: str, *, anew: bool, allow_shrink: bool) -> Job:
    edit = Edit(jobs.builds.folder(name))
    if not jobs.builds.sources(name):
        raise Refused(_nothing_yet())
    return jobs.start("rebuild", name, edit, anew=anew, allow_shrink=allow_shrink)


def _deleted(service: Service, id: str) -> Job:
    jobs = _jobs(service)
    folder = jobs.builds.folder(service.index_name).resolve()
    with service.engine.index() as index:
        names = _files_of(index, id, folder)
        if index.manifest.counts["documents"] == 1:
            raise Refused(_last_one())
    return jobs.start("delete", service.index_name, Edit(folder, leaving=names))


def _files_of(index: Index, id: str, folder: FilePath) -> tuple[str, ...]:
    """The names, in the corpus folder, of the document's file and its sidecar."""
    document = index.document(index.full_id(id))
    path = original_path(index, document)
    if path is None or path.resolve().parent != folder:
        raise Refused(_from_elsewhere(document.file))
    if original_of(index, document) is None:
        raise Refused(_changed())
    sidecar = sidecar_of(path)
    return (path.name, sidecar.name) if sidecar else (path.name,)


def _jobs(service: Service) -> Jobs:
    if service.jobs is None:
        detail = "this server cannot change its corpus: start it with `speechrag serve`"
        raise Refused(Problem(404, "no-jobs", "The corpus cannot be changed here", detail))
    return service.jobs


def _index_name(name: str | None, service: Service) -> str:
    """The index to put files into, which may be new."""
    if not name:
        return service.index_name
    assert service.jobs is not None
    try:
        index_folder(service.jobs.builds.indexes, name)
    except IndexUnavailable:
        told = "is letters, digits, '.', '-' and '_', beginning with a letter or digit"
        raise InvalidField("index", told) from None
    return name


def _truth(text: str) -> bool:
    if text not in _TRUE:
        raise InvalidField("replace", "is true or false")
    return _TRUE[text]


def _started(request: Request, job: Job) -> Response:
    root = request.scope.get("root_path", "").rstrip("/")
    return JSONResponse(job.as_json(), 202, {"Location": f"{root}/v1/jobs/{job.id}"})


def _from_elsewhere(file: str) -> Problem:
    detail = (
        "the document was not uploaded, but comes from a folder of the server: remove its file "
        "there, then rebuild"
    )
    return Problem(
        409, "not-uploaded", "The document was not uploaded", detail, more={"file": file}
    )


def _changed() -> Problem:
    detail = "its file was changed after it was indexed: rebuild, then try again"
    return Problem(409, "file-changed", "The file was changed", detail)


def _last_one() -> Problem:
    detail = "an index needs a document: upload another first"
    return Problem(409, "last-document", "The last document cannot be removed", detail)


def _nothing_yet() -> Problem:
    detail = "nobody said what to build it from: upload documents, or run `speechrag index PATH…`"
    return Problem(409, "nothing-to-build", "There is nothing to build", detail)
