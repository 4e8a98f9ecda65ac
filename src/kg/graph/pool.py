"""Queries of strangers, evaluated by processes that can be ended: within limits of time, memory, rows and bytes.

The engine can neither be interrupted nor told how much memory to use, and some queries end the process that evaluates
them. So that is never ours: each worker (`kg.graph.worker`) holds one version of the graph and is shut off from all
else; one that takes too long is killed, and another takes its place. A result is given when it is whole, or not at all.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import msgspec

from kg.errors import KgError, StoreError, UsageError
from kg.graph import asking, forked, guard
from kg.graph.forked import Forks
from kg.graph.handle import ORPHANED, Handle, Programs, Told
from kg.graph.limits import Asked, BusyError, Found, Kind, Limits, OverrunError, refusal
from kg.graph.terms import prefixes

Left = Callable[[], Awaitable[bool]]

log = logging.getLogger("kg.pool")

_IN_MEMORY = 1_600_000
"""Triples, most of them in two graphs, up to which each worker holds the graph in memory; beyond, it reads from disk,
five times slower."""
_SHORT = 2000
"""Bytes of a query up to which the guard takes less than a millisecond."""
_STARTING = 2
"""Workers that are started at a time: more would take the processor from those that answer."""
_ALARM = -14
"""How a worker ends that ended itself after its time; whatever else ends one has to do with memory."""


class Pool:
    """Workers on one version of the graph; whoever opens it holds that version until the pool is closed.

    A spare or two stand ready beside them, for to start one takes as long as many queries. A pool belongs to the event
    loop that it was started in.
    """

    def __init__(self, folder: Path, limits: Limits | None = None, *, size: int | None = None) -> None:
        """`folder` is that of the version (`kg.graph.versions`); `size` the number of queries that may
        be evaluated at once, two at least."""
        self.limits = limits or Limits()
        self.size = max(2, size or min(8, 2 * (os.cpu_count() or 2)))
        self.graphs: tuple[str, ...] = ()
        """Named graphs that the version holds."""
        self._folder = folder
        self._source: Forks | Programs | None = None
        self._idle: list[Handle] = []
        self._spare: list[Handle] = []
        self._turns: deque[asyncio.Future[Handle]] = deque()
        self._checking = asyncio.Semaphore(1)
        self._begin = asyncio.Semaphore(_STARTING)
        self._long = 0
        self._workers: set[Handle] = set()
        self._lost: set[Handle] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers, for whoever watches what they use."""
        return sorted(worker.pid for worker in self._workers if not worker.ended)

    async def start(self) -> Pool:
        """Start the workers unless that was done, and return when the first has opened the graph.

        Raises StoreError where it cannot be opened, BusyError where the pool is closed meanwhile.
        """
        if self.graphs and not self._closed:
            return self
        if self._starting is None:
            self._starting = self._later(self._start_one())
            for _ in range(self.size - 1 + max(1, self.size // 4)):
                self._later(self._renew())
        try:
            await asyncio.shield(self._starting)
        except StoreError:
            await self.close()
            raise
        except asyncio.CancelledError:
            if self._starting.cancelled():
                raise BusyError from None
            raise
        return self

    def stop(self) -> asyncio.Task[None]:
        """Begin to close, from where nothing can be awaited; it is done once, whoever asks again."""
        if self._closing is None:
            self._closed = True
            self._closing = asyncio.get_running_loop().create_task(self._close())
        return self._closing

    async def close(self) -> None:
        """End all workers, whatever they are at."""
        await asyncio.shield(self.stop())

    async def _close(self) -> None:
        # One that is cancelled a second time would not end what it has begun to start.
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers | self._lost), return_exceptions=True)
        self._workers.clear()
        if self._source is not None:
            await self._source.end()

    async def answer(self, asked: Asked, left: Left | None = None) -> Found:
        """The whole result of a query; `left` tells whether whoever asked has gone, and so nobody needs it.

        Raises UsageError for a query that cannot be read, is refused, or names a graph that is not here; FormatError
        where its result has none of the formats; OverrunError where it passes a limit; BusyError where too many are
        being answered; StoreError where the graph cannot be read.
        """
        clock = asyncio.get_running_loop().time
        deadline = clock() + self.limits.seconds
        await self._check(asked.text, deadline)
        query = asking.put(asked, self.graphs)
        worker = await self._take()
        begun = clock()
        try:
            told = await self._evaluate(worker, query, deadline, left)
        except EOFError:
            self._lose(worker)
            raise self._ended(await worker.end(), deadline - begun) from None
        except BaseException:
            self._lose(worker)
            raise
        if told.last:
            self._lose(worker)
        else:
            self._give(worker)
        if told.kind == "error":
            raise refusal(told.what, told.body.decode(), asked, self.limits)
        return Found(cast("Kind", told.kind), told.what, told.body, told.packed)

    async def _check(self, text: str, deadline: float) -> None:
        """Refuse a query that may not be asked."""
        try:
            size = len(text) if text.isascii() else len(text.encode())
        except UnicodeEncodeError:
            raise UsageError("the query holds half a surrogate pair", hint="write text in UTF-8") from None
        # Where it is long, other requests are let in between; more than one at a time would let in too few.
        if size < _SHORT:
            guard.check(text, self.graphs, self.limits.bounds)
            return
        try:
            async with asyncio.timeout_at(min(deadline, deadline - self.limits.seconds + self.limits.wait)):
                await self._checking.acquire()
        except TimeoutError:
            raise BusyError from None
        try:
            await asyncio.to_thread(guard.check, text, self.graphs, self.limits.bounds)
        finally:
            self._checking.release()

    async def _take(self) -> Handle:
        while self._idle:
            worker = self._idle.pop()
            if not worker.ended:
                return worker
            self._lose(worker)
        if len(self._turns) >= self.limits.waiting:
            raise BusyError
        turn: asyncio.Future[Handle] = asyncio.get_running_loop().create_future()
        self._turns.append(turn)
        try:
            async with asyncio.timeout(min(self.limits.wait, self.limits.seconds)):
                return await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():  # a worker was given at the same moment
                self._give(turn.result())
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise
        finally:
            with suppress(ValueError):
                self._turns.remove(turn)

    def _give(self, worker: Handle) -> None:
        """Hand a worker to whoever waits longest."""
        while self._turns:
            turn = self._turns.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._idle.append(worker)

    async def _evaluate(self, worker: Handle, query: bytes, deadline: float, left: Left | None) -> Told:
        """What a worker tells, in time; a long query goes on only while nobody waits, or as one of the few that may."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        worker.ask(query)
        if len(self._idle) == len(self._workers) - len(self._spare) - 1:  # nobody else waits for an answer
            worker.look()
        long = False
        try:
            while True:
                told = await worker.told(min(self.limits.quick, deadline - clock()))
                if told is not None:
                    return told
                if clock() >= deadline:
                    raise OverrunError("time", f"{round(deadline - begun, 1):g}")
                if left is not None and await left():
                    raise BusyError
                if self._turns and not long:
                    if self._long >= self.size // 2:
                        raise BusyError
                    self._long += 1
                    long = True
        finally:
            self._long -= long

    def _ended(self, status: int, seconds: float = 0.0) -> KgError:
        if self._closed or status == ORPHANED:
            return BusyError()
        if status == _ALARM:
            return OverrunError("time", f"{round(seconds, 1):g}")
        return OverrunError("memory", f"{self.limits.memory >> 20}")

    def _setup(self) -> bytes:
        """What a worker must know."""
        limits = {"rows": self.limits.rows, "bytes": self.limits.bytes, "memory": self.limits.memory}
        setup = {"folder": str(self._folder / "oxigraph"), "prefixes": dict(prefixes()), "in_memory": _IN_MEMORY}
        return msgspec.json.encode({**setup, "limits": limits, "seconds": self.limits.seconds})

    async def _start_one(self) -> None:
        if self._source is None:
            self._source = (Forks if forked.POSSIBLE else Programs)(self._setup())
        try:
            async with self._begin:
                worker = await self._source.worker()
        except (OSError, EOFError, TimeoutError) as error:
            raise StoreError("no worker could open the graph", where=str(self._folder), hint="run kg build") from error
        self.graphs = worker.graphs
        self._workers.add(worker)
        if len(self._workers) - len(self._spare) > self.size:
            self._spare.append(worker)
        else:
            self._give(worker)

    async def _renew(self) -> None:
        """Start one worker, again and again until it could be started."""
        while not self._closed:
            try:
                return await self._start_one()
            except StoreError as error:
                log.error("%s", error)
                await asyncio.sleep(1)

    def _lose(self, worker: Handle) -> None:
        """Part with a worker: a spare takes its place at once, and another is started for that one's."""
        worker.kill()
        self._workers.discard(worker)
        self._lost.add(worker)
        while self._spare:
            spare = self._spare.pop()
            if not spare.ended:
                self._give(spare)
                break
            self._workers.discard(spare)
            self._later(self._renew())
        self._later(self._replace(worker))

    async def _replace(self, worker: Handle) -> None:
        await worker.end()
        self._lost.discard(worker)
        await self._renew()

    def _later(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do it beside all else; a pool that is closed does nothing more."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if self._closed:
            task.cancel()
        return task
