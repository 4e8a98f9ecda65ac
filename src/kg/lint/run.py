"""Lint: every rule over both graphs of every plan; what is accepted is left out, what a correction mended is marked."""

from __future__ import annotations

import hashlib
import importlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import assets
from kg.catalogue import PlanView
from kg.errors import UsageError
from kg.graph import iris, mapping
from kg.graph.store import Graphs, Store
from kg.lint import sparql
from kg.lint.rule import Found, Hit, Rule
from kg.lint.subject import Subject, place_order
from kg.model.source import Damage

if TYPE_CHECKING:
    from kg.lint.baseline import Baseline

_SEVERITY = {"error": 0, "warning": 1, "info": 2}
_CODE = re.compile("[-_]")
"""What parts the code of a rule from its name in the name of its file."""


def rules() -> tuple[Rule, ...]:
    """All rules by code: the .rq files of queries/lint and the modules of kg.lint.rules.

    Raises SourceError where a header is wrong, UsageError where two rules go by one code.
    """
    return tuple(map(_rule, _files()))


@cache
def _files() -> Mapping[str, Path]:
    """The file of each rule by its code, with which the file's name begins."""
    found = [*(assets.queries() / "lint").glob("*.rq"), *(Path(__file__).parent / "rules").glob("kg*.py")]
    files: dict[str, Path] = {}
    for path in sorted(found, key=lambda path: path.name.upper()):
        if files.setdefault(_CODE.split(path.name)[0].upper(), path) is not path:
            raise UsageError(f"two rules are called {_CODE.split(path.name)[0].upper()}")
    return files


@cache
def _rule(code: str) -> Rule:
    path = _files()[code]
    if path.suffix == ".rq":
        return sparql.read(path)
    found: Rule = importlib.import_module(f"kg.lint.rules.{path.stem}").RULE
    return found


def rule(code: str) -> Rule:
    """The rule of a code or a name.

    Raises UsageError where there is none.
    """
    wanted = code.casefold()
    for each in rules():
        if wanted in (each.code.casefold(), each.name):
            return each
    raise UsageError(f"no rule is called {code!r}", hint=f"rules are {rules()[0].code} to {rules()[-1].code}")


def explain(code: str, lang: str = "sv") -> str:
    """What a rule finds and why, how it is mended, where it comes from, and its example, as text.

    Raises UsageError for an unknown rule.
    """
    from kg.lint import explaining

    return explaining.text(rule(code), lang)


def check(
    source: Graphs,
    views: Mapping[str, PlanView],
    *,
    plans: Sequence[str] = (),
    select: Sequence[str] = (),
    baseline: Baseline | None = None,
    texts: Mapping[str, Sequence[str]] | None = None,
    damage: Mapping[str, Sequence[Damage]] | None = None,
    today: date | None = None,
) -> tuple[Found, ...]:
    """What the rules find, worst first.

    `views` hold the effective facts of the plans that `source` holds the graphs of; `plans` are slugs, all where left
    out; `select` takes codes, series ("KG2") or ALL. `texts` gives the lines of a plan's original by slug, with damage
    of conversion mended; without them, rules that read the text find nothing. `damage` tells what was mended there.
    What `baseline` accepts is left out.
    Raises UsageError for a plan or a selection that is unknown; StoreError where the graph cannot be read.
    """
    chosen = _chosen(select)
    odd = next((slug for slug in plans if slug not in views), None)
    if odd is not None:
        raise UsageError(f"no such plan: {odd}", hint=f"known plans: {', '.join(views) or 'none'}")
    memory = source.memory() if isinstance(source, Store) else source
    day = today or date.today()
    found = [
        finding
        for slug in plans or views
        for finding in _plan(
            memory, views[slug], chosen, (texts or {}).get(slug, ()), (damage or {}).get(slug, ()), day
        )
    ]
    if baseline is not None:
        found = baseline.left(found, day, plans or tuple(views), chosen)
    return tuple(sorted(found, key=_order))


def effective(source: Graphs, view: PlanView, select: Sequence[str], day: date) -> tuple[Found, ...]:
    """What rules find in the effective graph of one plan that `source` holds, without the text; worst first.

    Raises UsageError for a selection that is unknown.
    """
    part = _Part(source, dict.fromkeys((iris.effective(view.slug), iris.SHARED_GRAPH), 0))
    return tuple(sorted(_findings(Subject(part, view, "effective", day), _chosen(select)), key=_order))


def _chosen(select: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that a selection takes; others are not even read."""
    series = tuple("" if one.upper() == "ALL" else one.upper() for one in select)
    for one, start in zip(select, series, strict=True):
        if not any(code.startswith(start) for code in _files()):
            raise UsageError(
                f"no rule is called {one!r}", hint="name a code such as KG201, a series such as KG2, or ALL"
            )
    asked = (_rule(code) for code in _files() if not series or code.startswith(series))
    return tuple(rule for rule in asked if rule.selected(select))


def _order(finding: Found) -> tuple[object, ...]:
    places = tuple(place_order(code) for code in finding.where)
    return (_SEVERITY[finding.severity], finding.rule, finding.plan, places, finding.lines, finding.message)


@dataclass(frozen=True)
class _Part:
    """The graphs of one plan out of a store of many, so that a query costs what the plan costs."""

    whole: Graphs
    graphs: Mapping[str, int]
    merged: bool = False

    @property
    def oxigraph(self):  # type: ignore[no-untyped-def]  # the engine's type belongs to kg.graph
        return self.whole.oxigraph

    def triples(self, graph: str) -> bytes:
        return self.whole.triples(graph)


def _plan(
    memory: Graphs,
    view: PlanView,
    chosen: Sequence[Rule],
    lines: Sequence[str],
    damage: Sequence[Damage],
    day: date,
) -> Iterator[Found]:
    part = _Part(memory, dict.fromkeys((iris.effective(view.slug), iris.as_read(view.slug), iris.SHARED_GRAPH), 0))
    effective = Subject(part, view, "effective", day, lines, damage)
    found = list(_findings(effective, chosen))
    yield from found
    read = mapping.plan_from(memory, iris.as_read(view.slug))
    if read == view.plan:
        return
    shown: dict[str, set[str]] = {}
    for finding in found:
        shown.setdefault(finding.rule, set()).update(_facts(finding))
    as_read = Subject(part, PlanView(read, view.organisations), "as-read", day)
    for finding in _findings(as_read, [rule for rule in chosen if not rule.needs_text]):
        if not _facts(finding) <= shown.get(finding.rule, set()):
            yield finding.model_copy(update={"corrected": True})


def _facts(finding: Found) -> set[str]:
    """What a finding rests on; both graphs name a fact alike, so what one of them shows of it the other need not."""
    return set(finding.evidence or (" ".join([*finding.where, finding.record or ""]),))


def _findings(subject: Subject, chosen: Iterable[Rule]) -> Iterator[Found]:
    for rule in chosen:
        if rule.needs_text and not subject.lines:
            continue
        seen: Counter[str] = Counter()
        for hit in rule.check(subject):
            finding = _finding(rule, hit, subject)
            seen[finding.fingerprint] += 1
            if seen[finding.fingerprint] > 1:
                again = f"{finding.fingerprint}-{seen[finding.fingerprint]}"
                finding = finding.model_copy(update={"fingerprint": again})
            yield finding


def _finding(rule: Rule, hit: Hit, subject: Subject) -> Found:
    lines = hit.lines or tuple(
        sorted(
            {n for iri in hit.evidence if (span := subject.places.get(iri)) for n in range(span.first, span.last + 1)}
        )
    )
    return Found(
        rule=rule.code,
        name=rule.name,
        kind=rule.kind,
        severity=hit.severity or rule.severity,
        certain=rule.certain,
        plan=subject.view.slug,
        where=hit.where,
        record=hit.record,
        lines=lines,
        message=_filled(rule.message.sv, hit),
        message_en=_filled(rule.message.en, hit),
        fix=_filled(rule.fix.sv, hit) if rule.fix else None,
        fix_en=_filled(rule.fix.en, hit) if rule.fix else None,
        evidence=hit.evidence,
        headings=tuple(subject.headings.get(code, "") for code in hit.where) if subject.headings else (),
        fingerprint=_fingerprint(rule, hit, subject),
        edit=hit.edit,
        corrected=hit.corrected,
    )


def _filled(template: str, hit: Hit) -> str:
    return template.format_map(_Says({**hit.says, **({"record": hit.record} if hit.record else {})}))


class _Says(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


def _fingerprint(rule: Rule, hit: Hit, subject: Subject) -> str:
    """Of what is wrong with what, by titles and names; codes and lines, which move, have no part in it."""
    named = sorted(subject.names.get(code, "") for code in hit.where)
    told = "\0".join([rule.code, subject.view.slug, *named, iris.fold(hit.record or "")])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
