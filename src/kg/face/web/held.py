"""The version of the graph that requests are answered from: taken over whole, let go when its last request ends."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

import kg
from kg.errors import KgError
from kg.face.web.problems import Refusal
from kg.graph.limits import Found
from kg.service import KnowledgeGraph
from kg.settings import Settings

_LOOK = 1.0
"""Seconds between two looks for a new version."""
_SOON = 0.05
"""The same for who waits for it."""
_BYTES = 64_000_000
"""Bytes of responses kept of a version."""
_OVERHEAD = 500
"""What a kept body costs beside its bytes, its key included."""

T = TypeVar("T")

log = logging.getLogger("kg.web")


class Kept(Generic[T]):
    """What was made by what was asked, within a number of bytes; what was not asked for longest goes first."""

    def __init__(self, most: int = _BYTES) -> None:
        self._kept: OrderedDict[object, tuple[T, int]] = OrderedDict()
        self._most = self._left = most

    def get(self, key: object) -> T | None:
        """What is kept under a key."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: object, made: T, size: int) -> T:
        """Keep something of so many bytes, and give it back."""
        if key not in self._kept and size <= self._most // 16:
            self._kept[key] = (made, size)
            self._left -= size + _OVERHEAD
            while self._left < 0:
                _, (_, gone) = self._kept.popitem(last=False)
                self._left += gone + _OVERHEAD
        return made


class Bodies(Kept[bytes]):
    """Bodies of responses."""

    def keep(self, key: object, made: bytes, size: int = 0) -> bytes:
        """Keep a body, and give it back."""
        return super().keep(key, made, len(made))


class Version:
    """One version of the graph, open, and what was made from it once."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.kg = graph
        # Of the store that is open: CURRENT may name another by now.
        self.name = graph.store.version.name
        self.fingerprint = graph.store.fingerprint
        self.tag = hashlib.sha256(f"{self.fingerprint} {program()}".encode()).hexdigest()[:16]
        """Changes when the graph does, or the program; what a response's ETag begins with."""
        self.bodies = Bodies()
        self.results: Kept[Found] = Kept(_BYTES // 4)
        """Results of queries."""
        self.asked: Kept[bytes] = Kept()
        """Answers by the bytes and the day of the question."""
        self._made: dict[str, Any] = {}
        self._making: dict[str, threading.Lock] = {}
        self._users = 0
        self._superseded = False
        self._closing: list[Callable[[], object]] = []

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made when it is first asked for; whoever asks meanwhile waits."""
        if name not in self._made:
            with self._making.setdefault(name, threading.Lock()):
                if name not in self._made:
                    self._made[name] = make()
        found: T = self._made[name]
        return found

    def on_close(self, callback: Callable[[], object]) -> None:
        """Call something when the last request of this version has ended."""
        self._closing.append(callback)

    def take(self) -> Version:
        """Use it for one request; it stays open until `release`."""
        self._users += 1
        return self

    def release(self) -> None:
        """End one use."""
        self._users -= 1
        self._close_when_idle()

    def supersede(self) -> None:
        """Let it go as soon as nobody uses it."""
        self._superseded = True
        self._close_when_idle()

    def _close_when_idle(self) -> None:
        if self._superseded and self._users == 0:
            self._superseded = False
            for callback in self._closing:
                callback()
            self.kg.close()


class Served:
    """The current version, and the watch for the next."""

    def __init__(self, settings: Settings, reloaded: Callable[[], object] = lambda: None) -> None:
        """`reloaded` is called whenever a version is taken over from another."""
        self.settings = settings
        self.current: Version | None = None
        self._reloaded = reloaded
        self._starting: list[Callable[[Version], Awaitable[object]]] = []
        self._later: list[Callable[[Version], object]] = []
        self._task: asyncio.Task[None] | None = None
        self._beside: asyncio.Task[None] | None = None
        self._failed = ""
        self._opened = asyncio.Event()

    def on_change(self, callback: Callable[[Version], Awaitable[object]]) -> None:
        """Await something before a version is taken into use: a pool of workers on its files."""
        self._starting.append(callback)

    def in_time(self, callback: Callable[[Version], object]) -> None:
        """Call something on a thread when a version is in use: what its first request should not wait for."""
        self._later.append(callback)

    async def start(self) -> None:
        """Open the first version in the background, built where there is none, and watch for others."""
        self._task = asyncio.create_task(self._watch())

    async def ready(self, seconds: float) -> None:
        """Wait for the first version, so many seconds at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._opened.wait()

    async def caught_up(self, seconds: float) -> None:
        """Wait until requests are answered from the version that is current in the store, so many seconds at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.current is None or self.current.name != _name(self.settings):
                    await asyncio.sleep(_SOON)

    async def stop(self) -> None:
        """End the watch and let the version go."""
        for task in filter(None, (self._task, self._beside)):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        if self.current is not None:
            self.current.supersede()
            self.current = None

    async def _watch(self) -> None:
        while True:
            if self.current is None or _name(self.settings) != self.current.name:
                await self._take_over()
            await asyncio.sleep(_LOOK)

    async def _take_over(self) -> None:
        try:
            version = await run_in_threadpool(_opened, self.settings)
            for callback in self._starting:
                await callback(version)
        except Exception as error:
            # The watch goes on: a later build may mend it, and the version before still answers.
            if repr(error) != self._failed:
                log.error("the graph cannot be taken over: %s", error, exc_info=not isinstance(error, KgError))
            self._failed = repr(error)
            return
        self._failed = ""
        before, self.current = self.current, version
        self._opened.set()
        log.info("serving %s", version.name)
        if before is not None:
            self._reloaded()
            before.supersede()
        self._beside = asyncio.create_task(self._prepare(version.take()))

    async def _prepare(self, version: Version) -> None:
        try:
            for callback in self._later:
                await asyncio.to_thread(callback, version)
        except Exception:
            log.exception("not all could be prepared")
        finally:
            version.release()


class Holding:
    """Gives every request one version of the graph, in `request.state.version`, from its start to its end."""

    def __init__(self, app: ASGIApp, served: Served) -> None:
        self.app, self.served = app, served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with the version of this moment; without one where none is open yet."""
        if scope["type"] != "http" or self.served.current is None:
            await self.app(scope, receive, send)
            return
        version = self.served.current.take()
        scope.setdefault("state", {})["version"] = version
        try:
            await self.app(scope, receive, send)
        finally:
            version.release()


def version_of(scope: Scope) -> Version:
    """The version that a request holds.

    Raises Refusal where none is open yet.
    """
    version = scope.get("state", {}).get("version")
    if not isinstance(version, Version):
        what = ("Grafen öppnas ännu.", "The graph is still being opened.")
        raise Refusal("starting", what, ("försök igen om en stund", "try again in a moment"), {"Retry-After": "2"})
    return version


def _opened(settings: Settings) -> Version:
    """A version with all that its first question would have to wait for."""
    graph = KnowledgeGraph(replace(settings))
    version = Version(graph)
    graph.linked.find("")
    graph.views.plan_rows()  # reads the registers, which belong to this version as much as the graph does
    for slug in graph.catalogue.plans:
        try:
            graph.resolve(graph.question("protokoll", [slug]))
        except Exception:
            # One plan that cannot answer is no reason to keep the others from it.
            log.exception("%s cannot answer", slug)
    return version


def _name(settings: Settings) -> str:
    try:
        return (settings.store / "CURRENT").read_text(encoding="ascii").strip()
    except OSError:
        return ""


@cache
def program() -> str:
    """Digest of the program's own files, so that a changed program is not mistaken for the one before."""
    digest = hashlib.sha256(kg.__version__.encode())
    folder = Path(kg.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
