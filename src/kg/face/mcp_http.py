"""Assistants over HTTP: the same tools at /mcp, for whoever has a key for it, guarded as the web server is."""

from __future__ import annotations

import logging
from dataclasses import replace

from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError
from kg.face import mcp
from kg.face.web import app, bearer, fair, problems, shield
from kg.face.web.ledger import Ledger
from kg.face.web.options import Options
from kg.face.web.problems import Refusal
from kg.service import KnowledgeGraph
from kg.settings import Settings

PATH = "/mcp"
SCOPE = "mcp"


class Keyed:
    """Lets a request through that has a live key for assistants, and comes from no page of another site."""

    def __init__(self, inner: ASGIApp, settings: Settings) -> None:
        self.inner, self.keys = inner, KnowledgeGraph(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            origin = headers.get("origin")
            if origin is not None and origin.casefold().partition("://")[2] != headers.get("host", "").casefold():
                raise Refusal("other-site", (origin[:100], origin[:100]))
            await bearer.holder(self.keys, headers, SCOPE)
        except (Refusal, KgError) as error:
            refusal = error if isinstance(error, Refusal) else problems.of_error(error)
            await problems.refuse(Request(scope), refusal)(scope, receive, send)
            return
        await self.inner(scope, receive, send)


def create(graph: KnowledgeGraph, options: Options) -> ASGIApp:
    """The application on a graph; it answers for any name where the options have none."""
    # Names and origins are looked at here, for every path; no session outlives its request.
    unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    inner: ASGIApp = mcp.server(graph).streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=unguarded
    )
    inner = Keyed(inner, graph.settings)
    inner = fair.Fair(inner, Ledger(options.allowance), local=options.local)
    inner = shield.Shield(inner, hosts=options.hosts)
    return fair.Peer(inner, proxies=options.proxies)


def serve(settings: Settings, host: str, port: int, options: Options) -> None:
    """Serve until interrupted; on a loopback address it answers for the names of this machine alone.

    Raises FailedError where the port cannot be had.
    """
    import uvicorn

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    listening = app.open_at(host, port)
    if app.is_near(host):
        options = replace(options, hosts=(*shield.LOOPBACK, *options.hosts))
    listening.listen()  # whoever reads the address may ask at once
    address = f"[{host}]" if ":" in host else host
    logging.getLogger("kg.mcp").info("http://%s:%d%s", address, listening.getsockname()[1], PATH)
    with KnowledgeGraph(settings) as graph:
        config = uvicorn.Config(
            create(graph, options),
            ws="none",
            server_header=False,
            proxy_headers=False,
            access_log=False,
            log_config=None,
            limit_concurrency=100,
            timeout_graceful_shutdown=20,
        )
        uvicorn.Server(config).run(sockets=[listening])
