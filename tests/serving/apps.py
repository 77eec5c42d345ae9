"""The HTTP service as an operator who sets nothing gets it, for tests of the faces."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from rag.cli.serve import limits_of
from rag.engine import Engine
from rag.serving.app import create_app
from rag.settings import Settings

# The address at which starlette's TestClient asks, and which links then begin with.
ASKED_AT = "http://testserver"
USUAL = Settings.model_validate({})
LIMITS = limits_of(USUAL)


def app_over(engine: Engine, **changed: Any) -> FastAPI:
    """The service over `engine`; `changed` goes before what the settings say."""
    given = {
        "index_name": USUAL.name,
        "limits": LIMITS,
        "citation_format": USUAL.citation_format,
        "hosts": (ASKED_AT,),
    }
    return create_app(engine, **{**given, **changed})
