"""How the server is: alive, ready, and what it has done, in the text format of Prometheus."""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import kg
from kg.face.web import reply
from kg.face.web.api import BARE
from kg.face.web.held import Served, version_of
from kg.face.web.tally import Counted, Tally
from kg.model.fact import Fact

router = APIRouter(prefix="/api", responses=reply.PROBLEMS)
_BOUNDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the classes of response times, in seconds."""
_CLASSES = (*map(str, _BOUNDS), "+Inf")
_SHARED = 1.0
"""Seconds between two times that a process lets the others know."""
_TEXT = "text/plain; version=0.0.4"
_NO_STORE = {"Cache-Control": "no-store"}
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


class Health(Fact):
    """Whether the server is alive, and of which version."""

    status: Literal["ok"] = "ok"
    version: str


class Ready(Fact):
    """Whether the server answers, and from which graph."""

    status: Literal["ready"] = "ready"
    graph: str
    """Fingerprint of the inputs that the graph was built from."""


@router.get("/health", response_model=Health, summary="Whether the server is alive", **BARE)
async def health() -> Response:
    """Answers as long as the process can answer at all."""
    return Response(Health(version=kg.__version__).model_dump_json(), media_type=reply.JSON, headers=_NO_STORE)


@router.get("/ready", response_model=Ready, summary="Whether the server answers questions", **BARE)
async def ready(request: Request) -> Response:
    """503 until the graph is open."""
    said = Ready(graph=version_of(request.scope).fingerprint)
    return Response(said.model_dump_json(), media_type=reply.JSON, headers=_NO_STORE)


_METRICS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Metrics, a line each."}
}


@router.get("/metrics", response_class=Response, responses=_METRICS, summary="Metrics for Prometheus", **BARE)
async def metrics(request: Request) -> Response:
    """Requests by route and status, response times, and the graph that is served."""
    state = request.app.state
    lines = "".join(f"{line}\n" for line in (*state.counts.lines(), *_served(state.served)))
    return Response(lines, media_type=_TEXT, headers=_NO_STORE)


class Counts:
    """Counts requests by route, method and status, and their times by route, for all processes that share a tally."""

    def __init__(self, tally: Tally | None = None) -> None:
        self._tally = tally
        self._counted: Counted = defaultdict(float, tally.own() if tally else {})
        self.running = 0

    def add(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request; the route is its template, so that addresses made up by a stranger count as one."""
        self._counted["requests", route, method if method in _METHODS else "other", str(status)] += 1
        self._counted["times", route, _CLASSES[bisect_left(_BOUNDS, seconds)]] += 1
        self._counted["seconds", route] += seconds

    def reloaded(self) -> None:
        """Count a graph that was taken over from another."""
        self._counted["reloads",] += 1

    async def share(self) -> None:
        """Let the other processes know, again and again, and once more when cancelled."""
        if self._tally is None:
            return
        try:
            while True:
                await asyncio.sleep(_SHARED)
                self._tally.keep({**self._counted, ("running",): self.running})
        finally:
            self._tally.keep({**self._counted, ("running",): 0})

    def lines(self) -> Iterator[str]:
        """Lines of Prometheus' text format."""
        whole = Counter[tuple[str, ...]](self._counted)
        whole["running",] = self.running
        for other in self._tally.others() if self._tally else ():
            whole.update(other)
        yield "# HELP kg_requests_total Requests by route, method and status."
        yield "# TYPE kg_requests_total counter"
        for _, route, method, status in sorted(key for key in whole if key[0] == "requests"):
            count = whole["requests", route, method, status]
            yield f'kg_requests_total{{route="{route}",method="{method}",status="{status}"}} {count:.0f}'
        yield "# HELP kg_request_seconds Time until a response was sent, by route."
        yield "# TYPE kg_request_seconds histogram"
        for _, route in sorted(key for key in whole if key[0] == "seconds"):
            below = 0.0
            for bound in _CLASSES:
                below += whole["times", route, bound]
                yield f'kg_request_seconds_bucket{{route="{route}",le="{bound}"}} {below:.0f}'
            yield f'kg_request_seconds_sum{{route="{route}"}} {whole["seconds", route]:.6f}'
            yield f'kg_request_seconds_count{{route="{route}"}} {below:.0f}'
        yield "# HELP kg_requests_running Requests being answered."
        yield "# TYPE kg_requests_running gauge"
        yield f"kg_requests_running {whole['running',]:.0f}"
        yield "# HELP kg_reloads_total Graphs taken over from another while serving, by any process."
        yield "# TYPE kg_reloads_total counter"
        yield f"kg_reloads_total {whole['reloads',]:.0f}"


def _served(served: Served) -> Iterator[str]:
    yield "# HELP kg_info The program and the graph that it serves."
    yield "# TYPE kg_info gauge"
    graph = served.current.fingerprint if served.current else ""
    yield f'kg_info{{version="{kg.__version__}",graph="{graph}"}} 1'


class Counting:
    """Counts every request."""

    def __init__(self, app: ASGIApp, counts: Counts) -> None:
        self.app, self.counts = app, counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count it when it has ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, start = 500, time.perf_counter()
        self.counts.running += 1

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            self.counts.running -= 1
            route = scope.get("route")
            self.counts.add(getattr(route, "path", "none"), scope["method"], status, time.perf_counter() - start)
