"""A thousand hostile and a thousand good requests, mixed, from sixteen clients: what each was answered, and how fast.

`python -m benchmarks hostile`; exit status 1 where an answer was wrong, late or missing, or memory grew, or where
others had to wait. Time that the machine gave to other programs meanwhile is no part of what an answer took.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

TESTS = Path(__file__).resolve().parents[1] / "tests" / "web"
GROWTH = 100
"""MB that the server may have grown by in the second half of the run."""
NOTICED = 0.1
"""Seconds that 99 of 100 requests for other paths may take meanwhile."""


@dataclass(frozen=True)
class Answered:
    """What came back of one request."""

    hostile: bool
    name: str
    status: int
    seconds: float
    right: bool


def main() -> None:
    """Run, print a table, and tell by the exit status whether all held."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=1000, help="of each kind")
    arguments.add_argument("--clients", type=int, default=16)
    arguments.add_argument("--seconds", type=float, default=5.0, help="time that a query may take")
    arguments.add_argument("--names", action="store_true", help="print what each hostile query was answered")
    given = arguments.parse_args()
    sys.path.insert(0, str(TESTS))
    import hostile_queries
    import sparql_server
    import test_sparql_hostile

    limits = json.dumps({"seconds": given.seconds})
    with hostile_queries.listening() as listener, tempfile.TemporaryDirectory() as folder:
        hostile = [(True, name, text, "") for name, text in hostile_queries.hostile(listener.port).items()]
        good = [(False, "good", text, right) for text, right in hostile_queries.GOOD.items()]
        asked = [one[n % len(one)] for one in (hostile, good) for n in range(given.requests)]
        Random(1).shuffle(asked)
        numbers = itertools.count()

        def ask(one: tuple[bool, str, str, str]) -> Answered:
            is_hostile, name, text, expected = one
            with test_sparql_hostile.timed(waits) as seconds:
                # No good query is asked twice, so that none is answered from memory.
                status, said = test_sparql_hostile.post(url, text if is_hostile else f"{text} # {next(numbers)}")
                took = seconds()
            right = status in test_sparql_hostile.STATED and (status != 200 or expected in said)
            if not is_hostile:
                right = right and status in (200, 503)
            return Answered(is_hostile, name, status, took, right)

        with sparql_server.serving(Path(folder) / "store", hostile_queries.graph(), "--limits", limits) as url:
            server, _ = test_sparql_hostile.alive(url)
            waits = test_sparql_hostile.Waits(server)
            start = time.monotonic()
            sizes: list[float] = []
            over = threading.Event()
            watch = threading.Thread(target=_watch, args=(url, sizes, over, test_sparql_hostile))
            watch.start()
            with test_sparql_hostile.watched(url, server) as others, ThreadPoolExecutor(given.clients) as clients:
                answers = list(clients.map(ask, asked))
            over.set()
            watch.join()
            took = time.monotonic() - start
            served_after = test_sparql_hostile.right(url)
    if given.names:
        _print_names(answers)
    _print_rows(answers, others)
    half = len(sizes) // 2
    grown = max(sizes[half:]) - max(sizes[:half])
    late = [one for one in answers if one.seconds > given.seconds + 1]
    wrong = [one for one in answers if not one.right]
    noticed = sorted(others)[len(others) * 99 // 100] > NOTICED
    print(f"\n{took:.0f} s; wrong {len(wrong)}, late {len(late)}, server grew {grown:.0f} MB")
    print(f"connections made elsewhere {listener.visits}; the next query is right: {served_after}")
    for one in [*wrong, *late][:10]:
        print(f"  {one}")
    raise SystemExit(bool(wrong or late or noticed or grown > GROWTH or listener.visits or not served_after))


def _watch(url: str, sizes: list[float], over: threading.Event, tests: object) -> None:
    server, _ = tests.alive(url)  # type: ignore[attr-defined]
    while not over.wait(0.5):
        sizes.append(tests._memory(server))  # type: ignore[attr-defined]


def _print_rows(answers: list[Answered], others: list[float]) -> None:
    print("| requests | number | statuses | p50 ms | p99 ms | longest ms |\n| --- | --- | --- | --- | --- | --- |")
    for what, chosen in (
        ("hostile", [one for one in answers if one.hostile]),
        ("good", [one for one in answers if not one.hostile]),
        ("good, answered 200", [one for one in answers if not one.hostile and one.status == 200]),
    ):
        said = ", ".join(f"{status}: {n}" for status, n in sorted(Counter(one.status for one in chosen).items()))
        print(f"| {what} | {len(chosen)} | {said} | {_times([one.seconds for one in chosen])} |")
    print(f"| other paths meanwhile | {len(others)} | 200: {len(others)} | {_times(others)} |")


def _times(seconds: list[float]) -> str:
    ordered = sorted(seconds) or [0.0]
    p99 = ordered[int(len(ordered) * 0.99)]
    return " | ".join(f"{1000 * value:.0f}" for value in (statistics.median(ordered), p99, ordered[-1]))


def _print_names(answers: list[Answered]) -> None:
    by_name: dict[str, list[Answered]] = {}
    for one in answers:
        by_name.setdefault(one.name, []).append(one)
    for name, those in sorted(by_name.items()):
        said = ", ".join(f"{status}: {n}" for status, n in sorted(Counter(one.status for one in those).items()))
        print(f"{name:32} {said:32} longest {max(one.seconds for one in those):.2f} s")


if __name__ == "__main__":
    main()
