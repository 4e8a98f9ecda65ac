"""The web server: its rooms put together, and `serve`, which runs it."""

from __future__ import annotations

import importlib
import logging
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.telemetry import TelemetryConfig
from pydantic.json_schema import models_json_schema
from starlette.middleware.gzip import GZipMiddleware

import kg
from kg.errors import FailedError
from kg.face.web import api, caching, describe, linked, lists, problems, reading, shield, watched
from kg.face.web.held import Holding, Served
from kg.settings import Settings

_QUIET: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""The framework measures nothing and sends nothing anywhere; `watched` counts."""
_ABOUT = """Which process owns a record, where the record goes, how long it is kept, by which law, and why.

Errors are application/problem+json, in Swedish or English by Accept-Language."""
_LONG = [("/api/law", 4_000_000), *((path, 17_000_000) for path in ("/importera", "/inventering", "/en/i"))]
"""Bytes of a body that a route takes beyond the usual, by the beginning of its path."""
_LATER = ("sparql", "pages")
"""Rooms with a `router` that are put in where they are there."""


def create(settings: Settings, hosts: Sequence[str] = ()) -> FastAPI:
    """The application on the store of the settings; `hosts` are the names it answers for, any where there are none."""
    served = Served(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await served.start()
        yield
        await served.stop()

    app = FastAPI(
        title="KG",
        version=kg.__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        telemetry=_QUIET,
    )
    app.state.served, app.state.counts = served, watched.Counts()
    served.in_time(lambda version: api.found(version, every=False))
    problems.install(app)
    for room in (api, reading, lists, watched, describe, linked):
        app.include_router(room.router)
    for name in _LATER:
        with suppress(ModuleNotFoundError):
            room = importlib.import_module(f"kg.face.web.{name}")
            if hasattr(room, "router"):
                app.include_router(room.router)

    app.add_api_route("/metrics", watched.metrics, include_in_schema=False)
    # The last added is the outermost.
    app.add_middleware(caching.Remembering)
    app.add_middleware(Holding, served=served)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(shield.Shield, hosts=hosts, bodies=_LONG)
    app.add_middleware(watched.Counting, counts=app.state.counts)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The description of the API, with the problems that its routes speak of by name."""
    if app.openapi_schema is None:
        told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        _, problem = models_json_schema(
            [(problems.Problem, "serialization")], ref_template="#/components/schemas/{model}"
        )
        told["components"]["schemas"] |= problem["$defs"]
        app.openapi_schema = told
    return app.openapi_schema


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8000, hosts: Sequence[str] = ()) -> None:
    """Serve until interrupted; SIGTERM lets running requests end.

    On a loopback address it answers for the names of this machine alone, so that no other site can reach it through a
    browser; `hosts` adds names. Port 0 takes a free one. Raises FailedError where the port cannot be had.
    """
    import uvicorn

    from kg.face.web.wire import Connection

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    listening = _listening(host, port)
    near = host in ("localhost", "::1") or host.startswith("127.")
    names = [*shield.LOOPBACK, *hosts] if near else list(hosts)
    config = uvicorn.Config(
        create(settings, names),
        http=Connection,
        ws="none",
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        limit_concurrency=500,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=20,
    )
    address = f"[{host}]" if ":" in host else host
    logging.getLogger("kg.web").info("http://%s:%d", address, listening.getsockname()[1])
    if not near:
        logging.getLogger("kg.web").info("every machine that reaches this address can read all plans")
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        hint = "choose another with --port, or end the program that has it"
        raise FailedError(f"the address cannot be had ({error})", where=f"{host}:{port}", hint=hint) from error
    listening.setblocking(False)
    return listening
