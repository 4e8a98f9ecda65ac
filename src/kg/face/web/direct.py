"""Paths that are asked most go straight to their answer: to look through all routes takes longer than many answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from kg.face.web.negotiate import header


@dataclass(frozen=True, slots=True)
class Way:
    """What stands in for a route where requests are counted."""

    path: str


class Direct:
    """Passes a program's question at a known path to its application, and every other request on: people get pages."""

    def __init__(self, app: ASGIApp, ways: Mapping[str, ASGIApp]) -> None:
        self.app = app
        self.ways = {path: (way, Way(path)) for path, way in ways.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        found = self.ways.get(scope["path"]) if scope["type"] == "http" else None
        if found is None or not _is_question(scope):
            await self.app(scope, receive, send)
            return
        way, scope["route"] = found
        await way(scope, receive, send)


def _is_question(scope: Scope) -> bool:
    """Whether something is asked, and by no browser that would rather have a page."""
    if not scope["query_string"] and scope["method"] == "GET":
        return False
    return "html" not in (header(scope, b"accept") or "")
