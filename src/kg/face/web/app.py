"""The web server: its rooms put together, and `serve`, which runs it."""

from __future__ import annotations

import asyncio
import importlib
import logging
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.telemetry import TelemetryConfig
from pydantic.json_schema import models_json_schema

import kg
from kg.errors import FailedError, UsageError
from kg.face.web import (
    api,
    caching,
    comparing,
    describe,
    direct,
    fair,
    linked,
    lists,
    many,
    packing,
    problems,
    reading,
    shield,
    sparql,
    watched,
)
from kg.face.web.held import Holding, Served
from kg.face.web.ledger import Ledger
from kg.face.web.options import Options
from kg.face.web.tally import Tally
from kg.service import KnowledgeGraph
from kg.settings import Settings

if TYPE_CHECKING:
    import uvicorn

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
_PARCEL = 20_000_000
"""Bytes of a plan that is sent."""
_READY = 60.0
"""Seconds that one of several processes waits for its graph before it takes requests all the same."""
_SWITCH = 0.0005
"""Seconds that work beside the loop may keep it waiting each time it would go on, a tenth of what Python lets it."""
_LATER = ("pages",)
"""Rooms with a `router` that are put in where they are there."""


def create(
    settings: Settings,
    options: Options | None = None,
    *,
    ledger: BinaryIO | None = None,
    tally: Tally | None = None,
    processes: int = 1,
) -> FastAPI:
    """The application on the store of the settings, which answers for any name where the options have none.

    `ledger` is the file of the accounts of clients, and `tally` what they count, where several `processes` share them.
    """
    options = options or Options()
    counts = watched.Counts(tally)
    served = Served(settings, counts.reloaded)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await served.start()
        sharing = asyncio.create_task(counts.share())
        if processes > 1:
            # The others answer meanwhile; one that cannot yet should take no requests from them.
            await served.ready(_READY)
        yield
        if served.current is not None:
            await sparql.close_pool(served.current)
        await served.stop()
        sharing.cancel()
        await asyncio.gather(sharing, return_exceptions=True)

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
    app.state.served, app.state.counts = served, counts
    app.state.limits = options.limits
    served.on_change(partial(sparql.open_pool, limits=options.limits, processes=processes))
    served.in_time(lambda version: api.found(version, every=False))
    problems.install(app)
    if options.writing:
        from kg.face.web import change

        app.state.writer = KnowledgeGraph(settings)
        app.include_router(change.router)
    for room in (api, many, reading, lists, comparing, watched, describe, linked, sparql):
        app.include_router(room.router)
    for name in _LATER:
        with suppress(ModuleNotFoundError):
            room = importlib.import_module(f"kg.face.web.{name}")
            if hasattr(room, "router"):
                app.include_router(room.router)

    app.add_api_route("/metrics", watched.metrics, include_in_schema=False)
    # The last added is the outermost.
    app.add_middleware(caching.Remembering)
    app.add_middleware(packing.Packing)
    app.add_middleware(direct.Direct, ways={"/sparql": sparql.straight})
    app.add_middleware(Holding, served=served)
    app.add_middleware(fair.Fair, ledger=Ledger(options.allowance, ledger), local=options.local)
    open_to_all = "/sparql" if options.public else ""
    bodies, slow = ([*_LONG, ("/api/plans/", _PARCEL)], ["/api/plans/"]) if options.writing else (_LONG, [])
    app.add_middleware(shield.Shield, hosts=options.hosts, bodies=bodies, public=open_to_all, slow=slow)
    app.add_middleware(fair.Peer, proxies=options.proxies)
    app.add_middleware(watched.Counting, counts=app.state.counts)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The description of the API, with what its routes speak of by name."""
    if app.openapi_schema is None:
        told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        _, named = models_json_schema(
            [(problems.Problem, "serialization"), (many.Questions, "validation")],
            ref_template="#/components/schemas/{model}",
        )
        told["components"]["schemas"] |= named["$defs"]
        if hasattr(app.state, "writer"):
            from kg.face.web import change

            told["components"]["securitySchemes"] = change.SCHEME
        app.openapi_schema = told
    return app.openapi_schema


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8000,
    options: Options | None = None,
    *,
    workers: int = 1,
) -> None:
    """Serve until interrupted; SIGTERM lets running requests end.

    On a loopback address it answers for the names of this machine alone, so that no other site can reach it through a
    browser; the options add names. Port 0 takes a free one. `workers` are processes that share port and store.
    Raises FailedError where the port cannot be had; UsageError for several processes on Windows.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    options = options or Options()
    if workers > 1 and sys.platform == "win32":
        raise UsageError("on Windows there is one server process", where="--workers")
    listening = open_at(host, port)
    near = is_near(host)
    if near:
        options = replace(options, hosts=(*shield.LOOPBACK, *options.hosts))
    address = f"[{host}]" if ":" in host else host
    logging.getLogger("kg.web").info("http://%s:%d", address, listening.getsockname()[1])
    if not near:
        logging.getLogger("kg.web").info("every machine that reaches this address can read all plans")
    if options.writing:
        logging.getLogger("kg.web").info("plans can be changed by whoever has a key: kg key list")
    if workers == 1:
        server(settings, options).run(sockets=[listening])
        return
    from kg.face.web import several

    with KnowledgeGraph(settings) as graph:
        # Built once, where it was not, and not by each of them.
        graph.store.graphs  # noqa: B018
    several.supervise(listening, workers, settings, options)


def server(
    settings: Settings,
    options: Options,
    ledger: BinaryIO | None = None,
    tally: Tally | None = None,
    processes: int = 1,
) -> uvicorn.Server:
    """A server in this process, to be run on a socket; `ledger`, `tally` and `processes` as in `create`."""
    import uvicorn

    from kg.face.web import wire

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    sys.setswitchinterval(_SWITCH)
    config = uvicorn.Config(
        create(settings, options, ledger=ledger, tally=tally, processes=processes),
        http=wire.connection(partial(fair.client, proxies=options.proxies, local=options.local)),
        ws="none",
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        limit_concurrency=500,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=20,
    )
    return uvicorn.Server(config)


def is_near(host: str) -> bool:
    """Whether only this very machine reaches an address."""
    return host in ("localhost", "::1") or host.startswith("127.")


def open_at(host: str, port: int) -> socket.socket:
    """A socket that is to listen at an address; port 0 takes a free one.

    Raises FailedError where it cannot be had.
    """
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
