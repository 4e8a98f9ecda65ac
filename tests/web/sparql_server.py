"""A SPARQL endpoint in a process of its own, on a store that a test has made."""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pyoxigraph as ox
from tests.forked import started

from kg.graph import store as stores

A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def quad(graph: str, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, ox.NamedNode(graph))


@contextmanager
def serving(folder: Path, quads: Iterable[ox.Quad], *options: str) -> Iterator[str]:
    """The address of the endpoint's server, which runs until the block ends."""
    stores.build(folder, quads)
    with started([str(folder), *options], os.environ, run="sparql_server:main", says=1) as (process, said):
        try:
            yield f"http://127.0.0.1:{int(said.readline())}"
        finally:
            process.terminate()
            assert process.wait(20) in (0, -15, -9)


def main() -> None:
    import uvicorn
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from kg import assets
    from kg.errors import UsageError
    from kg.face.web import shield, sparql
    from kg.face.web.held import Version
    from kg.face.web.protocol import Operation
    from kg.graph.limits import Limits
    from kg.service import KnowledgeGraph
    from kg.settings import Settings

    asked = argparse.ArgumentParser()
    asked.add_argument("store", type=Path)
    asked.add_argument("--limits", type=json.loads, default={})
    asked.add_argument("--public", action="store_true")
    asked.add_argument("--writable", action="store_true")
    given = asked.parse_args()

    def opened() -> Version:
        return Version(KnowledgeGraph(Settings(data=assets.data(), store=given.store)))

    class Holder:
        """Gives each request the version of this moment."""

        version = opened()

        def __init__(self, app: ASGIApp) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            version = Holder.version.take()
            scope.setdefault("state", {})["version"] = version
            try:
                await self.app(scope, receive, send)
            finally:
                version.release()

    async def update(operation: Operation) -> None:
        """What a server with updates would do: change a copy, build it, and take it over."""
        text = operation.text
        if operation.default is not None:
            if re.search(r"\b(USING|WITH)\b", text):
                raise UsageError("the update names its dataset twice")
            using = [f"USING <{graph}>" for graph in operation.default]
            using += [f"USING NAMED <{graph}>" for graph in operation.named or ()]
            text = text.replace("WHERE", "\n".join([*using, "WHERE"]))
        changed = ox.Store()
        changed.bulk_extend(Holder.version.kg.store.oxigraph)
        try:
            changed.update(text, base_iri="http://example.org/base/")
        except SyntaxError as error:
            raise UsageError(f"this is no update ({error})") from error
        stores.build(given.store, changed)
        before, Holder.version = Holder.version, opened()
        await sparql.open_pool(Holder.version, app.state.limits)
        before.supersede()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await sparql.open_pool(Holder.version, app.state.limits)
        yield

    app = FastAPI(redirect_slashes=False, lifespan=lifespan)
    app.state.limits = Limits(**given.limits)
    if given.writable:
        app.state.update = update
    app.include_router(sparql.router)
    app.add_middleware(Holder)
    app.add_middleware(shield.Shield, public="/sparql" if given.public else "")

    async def alive(request: Request) -> Response:
        pool = await sparql.open_pool(request.state.version, app.state.limits)
        return JSONResponse({"server": os.getpid(), "workers": pool.pids})

    app.add_route("/alive", alive)

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listening])
