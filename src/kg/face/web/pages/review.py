"""Findings: what an archivist should act on, by rule, by severity and by plan, and a page for each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from kg.face.web.pages import inspected
from kg.face.web.pages.frame import Shown, Visit, page
from kg.face.web.problems import unknown
from kg.lint import run as lint
from kg.lint.rule import Found, Rule
from kg.model.finding import Severity

router = APIRouter()
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_MOST = 60
"""Findings of one rule that the page of all rules shows."""


@dataclass(frozen=True)
class Facet:
    """One value to choose findings by, and how many it leaves."""

    text: str
    count: int
    href: str
    chosen: bool
    key: str
    lang: str | None = None


@dataclass(frozen=True)
class Group:
    """The findings of one rule."""

    rule: Rule
    found: Sequence[Found]
    more: int
    href: str


@page(router, "findings")
def findings(visit: Visit) -> Shown:
    """All findings, or those that are chosen."""
    every = inspected.findings(visit.version)
    if every is None:
        return Shown("waiting.html", kept=False)
    chosen = _chosen(visit, every)
    groups = [_group(visit, code, chosen, _MOST) for code in dict.fromkeys(found.rule for found in chosen)]
    says = {
        "groups": groups,
        "count": len(chosen),
        "facets": _facets(visit, every),
        "known": _units(visit),
        "unit": visit.asked.get("unit"),
        "counts": Counter(found.severity for found in chosen),
    }
    return Shown("findings.html", says)


@page(router, "rule")
def rule(visit: Visit) -> Shown:
    """One rule: what it finds, why, how it is mended, and where."""
    code = visit.parts["code"]
    told = next((each for each in lint.rules() if each.code == code), None)
    if told is None:
        raise unknown("rule", code)
    every = inspected.findings(visit.version)
    own = [found for found in every or () if found.rule == code]
    says = {"rule": told, "found": own, "ready": every is not None, "known": _units(visit)}
    return Shown("rule.html", says, kept=every is not None)


def _units(visit: Visit) -> Mapping[str, frozenset[str]]:
    """The codes of each plan that have a page."""
    return {slug: frozenset(view.processes) for slug, view in visit.version.kg.catalogue.plans.items()}


def _chosen(visit: Visit, every: Sequence[Found], without: str = "") -> list[Found]:
    """The findings that the address asks for; `without` leaves one of its questions unasked."""
    asked = {key: visit.asked.get(key) for key in ("plan", "severity", "rule", "unit") if key != without}

    def fits(found: Found) -> bool:
        own = {"plan": (found.plan,), "severity": (found.severity,), "rule": (found.rule,), "unit": found.where}
        return all(not value or value in own[key] for key, value in asked.items())

    return [found for found in every if fits(found)]


def _group(visit: Visit, code: str, chosen: Sequence[Found], most: int) -> Group:
    own = [found for found in chosen if found.rule == code]
    return Group(lint.rule(code), own[:most], max(len(own) - most, 0), visit.same(rule=code))


def _facets(visit: Visit, every: Sequence[Found]) -> list[tuple[str, list[Facet]]]:
    words = visit.words
    severities = Counter(found.severity for found in _chosen(visit, every, "severity"))
    plans = Counter(found.plan for found in _chosen(visit, every, "plan"))
    rules = Counter(found.rule for found in _chosen(visit, every, "rule"))
    names = {each.code: getattr(each.explanation, visit.lang) for each in lint.rules()}
    return [
        ("severity", [_facet(visit, "severity", s, words(f"severity.{s}"), severities[s]) for s in _SEVERITIES]),
        ("plan", [_facet(visit, "plan", slug, title, plans[slug], "sv") for slug, title in visit.plans.items()]),
        (
            "rule",
            [_facet(visit, "rule", code, f"{code} {_first(names[code])}", rules[code]) for code in sorted(rules)],
        ),
    ]


def _first(text: str) -> str:
    """The first sentence, as a name."""
    return text.partition(". ")[0].rstrip(".")


def _facet(visit: Visit, key: str, value: str, text: str, count: int, lang: str | None = None) -> Facet:
    chosen = visit.asked.get(key) == value
    return Facet(text, count, visit.same(**{key: None if chosen else value}), chosen, f"{key}-{value}", lang)
