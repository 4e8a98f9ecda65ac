"""A question to the graph and the same question to the resolver name the same owners, for every record type."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest

from kg import assets
from kg.answer.resolve import Resolver
from kg.catalogue import Catalogue, Plans
from kg.extract import package, registry
from kg.graph import derive, iris, mapping, query
from kg.graph.store import MemoryStore
from kg.model.answer import Answer, Question

QUESTIONS = query.saved(assets.queries() / "questions")
CHANGE = date(2020, 12, 11)
"""The day on which one of the plans moved its purchases from one process to two others."""

Owners = dict[tuple[str, str], set[str]]
"""Codes by plan and folded name of a record type, or by plan and code."""

APART = {
    ("vgr-regionservice", "leveransgodkännande is/it"),
}
"""Names for which the resolver is known to pass over the process that has them."""


@pytest.fixture(scope="module")
def plans() -> MemoryStore:
    """The classification plans of data/, with what all plans share."""
    packages = [package.load(folder) for folder in package.folders(assets.data())]
    chosen = [each for each in packages if each.source.kind == "classification"]
    bodies = registry.organisations(assets.data() / "organisations")
    return MemoryStore(q for each in chosen for q in derive.effective(each.effective, each.source, bodies))


@pytest.fixture(scope="module")
def resolver(plans: MemoryStore) -> Resolver:
    slugs = sorted({iris.slug_of(graph) for graph in plans.graphs})
    return Resolver(Catalogue(Plans(slugs, lambda slug: mapping.plan_from(plans, iris.effective(slug)))))


def _rows(store: MemoryStore, number: str, day: date | None = None) -> list[dict[str, str]]:
    return query.rows(store, QUESTIONS[number], {"on": day.isoformat()} if day else {})


def _naming(store: MemoryStore, day: date) -> Owners:
    """Processes that name a record type and hold on the day (Q01)."""
    found: Owners = defaultdict(set)
    for row in _rows(store, "Q01", day):
        found[row["plan"], iris.fold(row["name"])].add(row["code"])
    return found


def _standing_in(store: MemoryStore, day: date) -> Owners:
    """Of record types whose process had ended or was yet to come: those that took over, or came before (Q06)."""
    found: Owners = defaultdict(set)
    for row in _rows(store, "Q06"):
        ended = date.fromisoformat(row["ended"])
        over = ended <= day
        code, heir = (row["code"], row.get("successor")) if over else (row.get("successor"), row["code"])
        for (plan, name), codes in _naming(store, ended - timedelta(days=1) if over else ended).items():
            if plan == row["plan"] and code in codes and heir:
                found[plan, name].add(heir)
    return found


def _also(store: MemoryStore) -> set[tuple[str, str, str]]:
    """Plan, process and folded name of the records that a rule names as its own (Q14)."""
    return {(row["plan"], row["code"], iris.fold(row.get("applies", ""))) for row in _rows(store, "Q14")}


def _sent(store: MemoryStore) -> Owners:
    """Codes to which a process of a plan refers (Q03)."""
    found: Owners = defaultdict(set)
    for row in _rows(store, "Q03"):
        if row["direction"] == "from" and "other" in row:
            found[row["plan"], row["process"]].add(row["other"])
    return found


def _along(answer: Answer, plan: str, owners: set[str], sent: Owners) -> set[str]:
    """The owners, each that the resolver passed over for a reference replaced by the owner that it leads to."""
    told = {each.owner.code for each in answer.answers if each.owner and each.owner.code}
    passed = {other.code for each in answer.answers for other in each.not_owner} & owners
    led = {code: sent[plan, code] & told for code in passed if sent[plan, code] & told}
    return owners.difference(led).union(*led.values())


@pytest.mark.parametrize("day", [CHANGE - timedelta(days=1), CHANGE], ids=str)
def test_graph_and_resolver_agree_on_the_owners_of_every_record_type(
    plans: MemoryStore, resolver: Resolver, day: date
) -> None:
    owners, others, sent, also = _naming(plans, day), _standing_in(plans, day), _sent(plans), _also(plans)
    names = {*owners, *others} - APART
    assert len(names) > 500
    differ = {}
    for plan, name in sorted(names):
        answer = resolver.resolve(Question(text=name, plans=(plan,), on=day), day)
        expected = _along(answer, plan, owners[plan, name], sent)
        told = {(each.owner.code, iris.fold(each.record)) for each in answer.answers if each.owner}
        # The resolver also tells of longer names that hold this one, and of records that only a rule names.
        known = also | {(plan, code, name) for code in expected or others[plan, name]}
        more = {(plan, code, record) for code, record in told if record == name} - known
        if more or expected - {code for code, _ in told}:
            differ[plan, name] = expected, told
    assert differ == {}
