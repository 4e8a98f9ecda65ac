"""Paths that are asked most go straight to their answer: to look through all routes takes longer than many answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class Way:
    """What stands in for a route where requests are counted."""

    path: str


class Direct:
    """Passes a program's request for a known path to its application, and every other on: people get pages."""

    def __init__(self, app: ASGIApp, ways: Mapping[str, ASGIApp]) -> None:
        self.app = app
        self.ways = {path: (way, Way(path)) for path, way in ways.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        found = self.ways.get(scope["path"]) if scope["type"] == "http" else None
        if found is None or any(name == b"accept" and b"html" in value for name, value in scope["headers"]):
            await self.app(scope, receive, send)
            return
        way, scope["route"] = found
        await way(scope, receive, send)
