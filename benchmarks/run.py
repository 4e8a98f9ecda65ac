"""How fast KG is, beside what it could have been built on: times and ratios in one run, as a Markdown table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.linting import linting
from benchmarks.rows import Row

from kg.graph import iris, shapes
from kg.service import KnowledgeGraph
from kg.settings import Settings

QUESTIONS = Path(__file__).resolve().parents[1] / "tests" / "questions"

LOOK_UP = """
PREFIX kg: <https://w3id.org/kg-se/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?code WHERE {
  ?mention rdfs:label %s ; a kg:RecordTypeMention ; kg:process ?unit . ?unit skos:notation ?code
}"""
"""Which processes name a record, spelt as the plan spells it: the least that an answer by SPARQL would cost."""


@dataclass(frozen=True)
class Asked:
    """A question of tests/questions, with the name of the record that it is about."""

    text: str
    record: str
    plan: str
    on: str | None
    facts: dict[str, str]


def main() -> None:
    """Measure and print; exit 1 where a limit is passed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=10, help="runs of each process; the median counts")
    arguments.add_argument("--quick", action="store_true", help="leave out pySHACL and rdflib, which take minutes")
    given = arguments.parse_args()
    kg = KnowledgeGraph(Settings.from_environment())
    kg.build()
    asked = questions()
    rows = [*processes(asked[0], given.runs), *resolving(kg, asked), *look_ups(kg, given.quick)]
    rows += [building(kg), *validating(kg, given.quick), *linting(3)]
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; {len(asked)} questions.\n"
    )
    print(table(rows))
    if any(row.limit is not None and row.seconds > row.limit for row in rows):
        raise SystemExit(1)


def questions() -> list[Asked]:
    """Questions of tests/questions; the name of each file is the slug of the plan that they ask about."""
    found = [
        Asked(told["question"], told["record"], path.stem, told.get("on"), told.get("facts") or {})
        for path in sorted(QUESTIONS.glob("*.json"))
        for told in json.loads(path.read_text(encoding="utf-8"))
    ]
    if not found:
        raise SystemExit(f"no questions in {QUESTIONS}")
    return found


def processes(question: Asked, runs: int) -> Iterator[Row]:
    """`kg --help`, a warm `kg resolve`, a change tried and two plans compared, each a process of its own."""
    for what, words, limit in (
        ("`kg --help`, a process", ["--help"], 0.3),
        ("`kg resolve`, a warm process", ["resolve", question.record, "--plan", question.plan], 0.6),
        ("`kg what-if`, a process", ["what-if", "end", "2.5.3", "--into", "2.5.4"], 2.0),
        ("`kg compare`, a process", ["compare", "alingsas-lss", "vgr-regionservice"], None),
    ):
        command = [sys.executable, "-m", "kg", *words]
        yield Row(
            what,
            statistics.median(timed(lambda c=command: subprocess.run(c, check=True, stdout=subprocess.DEVNULL), runs)),
            limit,
            runs,
        )


def resolving(kg: KnowledgeGraph, asked: Sequence[Asked]) -> Iterator[Row]:
    """The resolver in process, rules compiled once."""
    plans = {a.plan for a in asked if kg.catalogue.plans[a.plan].processes}
    put = [(a.plan, kg.question(a.text, [a.plan], a.on, a.facts)) for a in asked]
    yield Row("first resolve in a process that is up", one(lambda: kg.resolve(put[0][1])))
    for slug in kg.catalogue.plans:
        kg.resolve(kg.question("protokoll", [slug]))
    for kind, slugs, limits in (
        ("plan", plans, (0.0005, 0.005)),
        ("handbook", {a.plan for a in asked} - plans, (None, None)),
    ):
        chosen = [question for slug, question in put if slug in slugs]
        new = sorted(one(lambda q=question: kg.resolve(q)) for question in chosen)
        times = sorted(one(lambda q=question: kg.resolve(q)) for question in chosen for _ in range(3))
        yield Row(f"resolve of a {kind}, never asked before, p50", new[len(new) // 2], None, len(new))
        yield Row(f"resolve of a {kind}, p50", times[len(times) // 2], limits[0], len(times))
        yield Row(f"resolve of a {kind}, p99", times[len(times) * 99 // 100], limits[1], len(times))


def look_ups(kg: KnowledgeGraph, quick: bool) -> Iterator[Row]:
    """Which processes name a record, as a query to each engine, parsing included."""
    import pyoxigraph as ox

    names = sorted({r.name for slug in kg.catalogue.plans for r in kg.catalogue.plans[slug].plan.record_types})[::10]
    texts = [LOOK_UP % ox.Literal(name, language="sv") for name in names]
    found: set[frozenset[tuple[str, ...]]] = set()
    for what, store in (("on disk", kg.store.oxigraph), ("in memory", kg.store.memory().merge().oxigraph)):
        answers = [sorted(row["code"].value for row in store.query(text)) for text in texts]
        found.add(frozenset(tuple(answer) for answer in answers))
        times = [one(lambda t=text, s=store: list(s.query(t))) for text in texts]
        yield Row(f"the look-up as one pyoxigraph query, {what}", statistics.median(times), None, len(texts))
    if not quick:
        import rdflib

        graph = rdflib.Graph()
        for name in iris.default_graphs(kg.store.graphs):
            graph.parse(data=kg.store.triples(name), format="nt")
        answers = [sorted(str(row[0]) for row in graph.query(text)) for text in texts]
        found.add(frozenset(tuple(answer) for answer in answers))
        times = [one(lambda t=text: list(graph.query(t))) for text in texts]
        yield Row("the look-up as one rdflib query, in memory", statistics.median(times), None, len(texts))
    if len(found) > 1:
        raise SystemExit("the engines do not agree on the look-up")


def building(kg: KnowledgeGraph) -> Row:
    """A full build with SHACL into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = KnowledgeGraph(replace(kg.settings, store=Path(folder) / "store"))
        return Row(f"build of {len(kg.catalogue.plans)} plans with SHACL", one(fresh.build), 10.0)


def validating(kg: KnowledgeGraph, quick: bool) -> Iterator[Row]:
    """The shapes on every effective graph, by the engine in use and by the reference."""
    graphs = [iris.effective(slug) for slug in kg.catalogue.plans]
    for engine, runs in (("shacl", 3), *(() if quick else (("pyshacl", 1),))):
        times = timed(lambda e=engine: [shapes.validate(kg.store, graph, e) for graph in graphs], runs)
        yield Row(f"validation of {len(graphs)} effective graphs, {engine}", statistics.median(times), None, runs)


def one(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Seconds of several runs, after one that does not count."""
    work()
    return [one(work) for _ in range(runs)]


def table(rows: Sequence[Row]) -> str:
    """Rows as Markdown, each with its ratio to the median resolve."""
    base = next(row.seconds for row in rows if row.what == "resolve of a plan, p50")
    lines = ["| what | time | limit | runs | × resolve p50 |", "| --- | ---: | ---: | ---: | ---: |"]
    for row in rows:
        limit = "" if row.limit is None else f"{said(row.limit)}{'' if row.seconds <= row.limit else ' **passed**'}"
        lines.append(f"| {row.what} | {said(row.seconds)} | {limit} | {row.runs} | {row.seconds / base:,.1f} |")
    return "\n".join(lines)


def said(seconds: float) -> str:
    """A time in the unit that suits it."""
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"


if __name__ == "__main__":
    main()
