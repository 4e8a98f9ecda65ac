"""How long lint takes: the plans that are built, as a process, and 1, 30 and 300 copies of a made-up plan."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import takewhile

from benchmarks.rows import Row

from kg.catalogue import PlanView
from kg.graph import derive, iris
from kg.graph.store import MemoryStore
from kg.lint import run, sample

COPIES = (1, 30, 300)
MOST = 1.5
"""What a plan among the most may cost beside one among thirty, for the whole to grow no faster than the plans do."""
MADE_UP = """
units = [
  "1 VO Styra", "1.1 P Planera arbetet", "1.2 P Leda personalen",
  "2 VO Stödja", "2.1 PG Hantera inköp", "2.1.1 P Köpa in varor", "2.1.2 P Upphandla tjänster",
  "2.2 PG Hantera ekonomi", "2.2.1 P Betala leverantörer", "2.2.2 P Fakturera kunder",
]
references = [
  { source = "1.1", subject = "underlag", cited_level = "P", target = "2.2.1", cited_title = "Betala" },
  { source = "2.1.1", subject = "ramavtal", cited_level = "P", target = "2.1.2" },
]
rules = [
  { process = "1.1", action = "preserve" }, { process = "1.2", action = "preserve" },
  { process = "2.1.1", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "2.1.2", action = "transfer" }, { process = "2.2.1", action = "preserve" },
  { process = "2.2.2", action = "destroy", conditions = [
    { about = "date", op = "before", value = "2019-01-01", at = 2019-01-01, of = "handling" },
  ] },
]
citations = [{ text = "arkivlagen (1990:782)", law = "arkivlagen", sfs = "1990:782", cited_by = "1.1" }]

[records]
"1.1" = ["verksamhetsplan", "budget"]
"1.2" = ["delegationsordning", "mötesanteckning"]
"2.1.1" = ["beställning", "orderbekräftelse"]
"2.1.2" = ["anbud", "beställning"]
"2.2.1" = ["leverantörsfaktura", "utbetalningslista"]
"2.2.2" = ["kundfaktura", "kravbrev"]

[text]
"1.1" = ["Arbetet omfattar planering av verksamheten samt uppföljning . Exempel är t.ex. planer."]
"""


def linting(runs: int) -> Iterator[Row]:
    """A warm process over the plans that are built, best of several; then the copies, with what each plan costs."""
    command = [sys.executable, "-m", "kg", "lint", "--json"]
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        found = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if found.returncode > 1:
            raise SystemExit("kg lint failed")
        times.append(time.perf_counter() - start)
    yield Row("`kg lint` of the plans, a warm process, best", min(times[1:]), 5.0, runs)
    copied(1)
    each: dict[int, float] = {}
    for copies in COPIES:
        seconds = copied(copies)
        each[copies] = seconds / copies
        limit = each[COPIES[1]] * MOST * copies if copies > COPIES[1] else None
        yield Row(f"lint of {copies} made-up plan{'s' if copies > 1 else ''}", seconds, limit)


def copied(copies: int) -> float:
    """Seconds of the processor that lint takes over so many copies of the made-up plan in one store."""
    given = sample.read(MADE_UP)
    quads, views, texts = [], {}, {}
    for n in range(copies):
        slug = f"{sample.SLUG}-{n}"
        plan = given.plan.model_copy(update={"slug": slug})
        source = given.source.model_copy(update={"slug": slug})
        quads += [*derive.as_read(plan, source), *derive.effective(plan, source, given.organisations, given.statutes)]
        views[slug], texts[slug] = PlanView(plan, given.organisations), given.lines
    shared = derive.shared(given.organisations, given.statutes)
    store = MemoryStore([*quads, *takewhile(lambda quad: quad.graph_name.value == iris.SHARED_GRAPH, shared)])
    start = time.process_time()
    found = run.check(store, views, texts=texts, today=given.today)
    if len({finding.plan for finding in found}) != copies:
        raise SystemExit("lint found nothing in some copies")
    return time.process_time() - start
