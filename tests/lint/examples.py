"""Lint over the small plans that rules carry."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from kg.catalogue import PlanView
from kg.graph import derive, iris
from kg.graph.store import MemoryStore
from kg.lint import run as lint
from kg.lint import sample
from kg.lint.rule import Found, Rule
from kg.lint.sample import Sample

MENDING = ("KG202", "KG325", "KG601", "KG615", "KG618")
"""Rules that offer a mechanical fix."""


def store(given: Sample) -> MemoryStore:
    effective = derive.effective(given.plan, given.source, given.organisations, given.statutes)
    # the ontology, which comes last, is long, and no rule asks for it
    registers = takewhile(
        lambda quad: quad.graph_name.value == iris.SHARED_GRAPH, derive.shared(given.organisations, given.statutes)
    )
    return MemoryStore([*derive.as_read(given.plan, given.source), *effective, *registers])


def found(given: Sample, *also: str, only: str | None = None) -> tuple[Found, ...]:
    """Findings of every default rule, and of those that are named; or of one rule alone."""
    extra = {code for code in also if not lint.rule(code).default}
    codes = (
        [only] if only else [rule.code for rule in lint.rules() if rule.default or rule.code in extra] if extra else []
    )
    view = PlanView(given.plan, given.organisations)
    texts = {sample.SLUG: given.lines}
    return lint.check(
        store(given),
        {sample.SLUG: view},
        select=codes,
        texts=texts,
        damage={sample.SLUG: given.damage},
        today=given.today,
    )


@cache
def of(rule: Rule, text: str) -> tuple[Found, ...]:
    """Findings of an example of a rule."""
    return found(sample.read(text, rule.code), rule.code)


def corrected(read: Sample, effective: Sample, code: str) -> tuple[Found, ...]:
    """Findings of one rule in a plan whose two graphs differ."""
    quads = [*derive.as_read(read.plan, read.source), *derive.effective(effective.plan, effective.source)]
    view = PlanView(effective.plan)
    return lint.check(MemoryStore(quads), {sample.SLUG: view}, select=[code], today=read.today)
