"""The handle of a worker: a process is started, asked, and ended, and speaks only through two pipes."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import Any

_START = 60.0
"""Seconds that a worker may take to open the graph."""
_CHUNK = 1 << 20


class Handle:
    """A worker as its pool sees it: asked one query at a time, and ended at will."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.pid = process.pid
        self.graphs: tuple[str, ...] = ()
        """Named graphs that it holds."""

    @classmethod
    async def start(cls, setup: bytes) -> Handle:
        """Start a worker with the first line of its input, and wait until it has opened the graph.

        Raises OSError, EOFError or TimeoutError where it has not.
        """
        keep = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
        env = {name: os.environ[name] for name in keep if name in os.environ}
        env |= {"RUST_BACKTRACE": "0", "MALLOC_ARENA_MAX": "1", "PYTHONUTF8": "1"}
        program = (sys.executable, "-P", "-m", "kg.graph.worker")
        worker = cls(
            await asyncio.create_subprocess_exec(
                *program, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=env, limit=_CHUNK, start_new_session=True
            )
        )
        try:
            async with asyncio.timeout(_START):
                told, _ = await worker.ask(setup)
        except BaseException:
            await worker.end()
            raise
        worker.graphs = tuple(told["graphs"])
        return worker

    async def ask(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        """What the worker tells of a query, and the result; raises EOFError where it ends instead."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(ConnectionError):
            self._process.stdin.write(line + b"\n")
        head = await self._process.stdout.readline()
        if not head:
            raise EOFError
        told: dict[str, Any] = json.loads(head)
        return told, await self._process.stdout.readexactly(told["size"]) if told["size"] else b""

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself, or was ended from outside."""
        return self._process.returncode is not None

    def kill(self) -> None:
        """End it, whatever it is at."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> int:
        """End it and wait until it has; the signal that ended it comes back as a negative number."""
        self.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        return await self._process.wait()
