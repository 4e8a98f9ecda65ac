"""Where records go: from areas to recipients, or to what happens, how long they are kept, and which act is cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from kg.answer import outline, wording
from kg.answer.views import Views
from kg.atlas.plate import NOWHERE, Addresses, Plate, Words, keys, place
from kg.catalogue import PlanView, natural
from kg.model.disposition import DispositionRule
from kg.model.fact import Span
from kg.model.retention import RetentionRule
from kg.view import sankey

By = Literal["recipient", "action", "retention", "law"]
BY: tuple[By, ...] = ("recipient", "action", "retention", "law")
"""What streams may lead to."""


@dataclass(frozen=True, slots=True)
class Going:
    """A fact of an area, and where it leads."""

    area: str
    unit: str
    """Code of the unit, or id of the section, that the fact is of."""
    end: str
    """What happens, who receives, how long, or which act, in words."""
    about: str | None
    """Which records it is about, or the words that cite."""
    span: Span
    recipient: str | None = None
    rule: DispositionRule | None = None
    over: bool = False
    """Whether the act at the end is no longer in force."""
    number: str | None = None
    """Number of the act at the end."""


def plans(views: Views, by: By) -> list[str]:
    """The plans that have facts to show."""
    name = {"retention": "retention_rules", "law": "citations"}.get(by, "disposition_rules")
    return [slug for slug, view in views.catalogue.plans.items() if getattr(view.plan, name)]


def going(views: Views, slug: str, by: By, day: date, words: Words) -> list[Going]:
    """The facts of a plan that streams are made of, by area in the order of the codes.

    Raises UsageError for an unknown plan.
    """
    view = views.plan(slug)
    found = (
        _kept(view, words)
        if by == "retention"
        else _cited(views, day, view, words)
        if by == "law"
        else _handed(by, view, words)
    )
    order = {code: number for number, code in enumerate(_titles(view))}
    return sorted(found, key=lambda one: order.get(one.area, len(order)))


def _handed(by: By, view: PlanView, words: Words) -> Iterator[Going]:
    for rule in view.plan.disposition_rules:
        for recipient in rule.recipients or (None,):
            to = () if recipient is None or by == "action" else (recipient,)
            end = wording.happens(rule.action, to, None, words.lang) if rule.action else words("flow.cut")
            yield Going(_area(view, rule.process), rule.process, end, rule.applies_to, rule.span, recipient, rule)


def _kept(view: PlanView, words: Words) -> Iterator[Going]:
    for rule in view.plan.retention_rules:
        unit = rule.process or rule.section or ""
        yield Going(_area(view, unit), unit, _long(rule, words), rule.record, rule.span)


def _long(rule: RetentionRule, words: Words) -> str:
    does = wording.happens(rule.action, (), None, words.lang) if rule.action else words("flow.elsewhere")
    if rule.modality in ("must-not", "need-not"):
        does = f"{words(f'flow.{rule.modality}')} {does}"
    return f"{does} {words('flow.after')} {words.period(rule.period)}" if rule.period else does


def _cited(views: Views, day: date, view: PlanView, words: Words) -> Iterator[Going]:
    acts = {row.number: row for row in views.statute_rows(day)}
    for citation in view.plan.citations:
        act, unit = acts.get(citation.sfs or ""), citation.cited_by or ""
        names = (act.called(day) or act.names) if act else ()
        end = f"{names[0].name} {act.number}" if act and names else act.title if act else words("flow.unknown_act")
        over = act is not None and act.holds is False
        yield Going(
            _area(view, unit), unit, end, citation.text, citation.span, over=over, number=act.number if act else None
        )


def _titles(view: PlanView) -> Mapping[str, str]:
    """Titles of units by code, and of sections by id, in their order."""
    units = {u.code: u.title for u in sorted(view.plan.processes, key=lambda u: natural(u.code))}
    return units | {section.id: section.title for section in view.plan.sections}


def _area(view: PlanView, code: str) -> str:
    """The top unit or section over one, or itself."""
    parents = {u.code: u.parent for u in view.plan.processes} | {s.id: s.parent for s in view.plan.sections}
    over = outline.above(code, parents)
    return over[0] if over else code


def named(view: PlanView, code: str, words: Words) -> str:
    """Code and title of a unit, or the title of a section."""
    title = _titles(view).get(code)
    if title is None:
        return words("flow.whole_plan")
    return f"{code} {title}" if code in view.processes else title


def flow(views: Views, slug: str, by: By, day: date, words: Words, to: Addresses = NOWHERE) -> Plate:
    """Streams from areas, each as thick as it has facts.

    Raises UsageError for an unknown plan.
    """
    view, found = views.plan(slug), going(views, slug, by, day, words)
    flows: dict[tuple[str, str], int] = defaultdict(int)
    for one in found:
        flows[one.area, one.end] += 1
    areas = list(dict.fromkeys(one.area for one in found))
    names = {area: named(view, area, words) for area in areas} | {end: end[:1].upper() + end[1:] for _, end in flows}
    numbers = {one.end: one.number for one in found}

    def href(name: str) -> str | None:
        number = numbers.get(name)
        return to.unit(slug, name) if name in areas and name else to.law(number) if number else None

    over = frozenset(one.end for one in found if one.over)
    draw = partial(sankey.draw, flows, names=names, hues=areas, href=href, over=over)
    return Plate(
        name=f"{slug}-flow-{by}",
        lang=words.lang,
        title=words(f"flow.title_{by}", plan=views.tree(slug, day).title),
        description=words("flow.described", what=words(f"flow.counts_{by}")),
        legend=keys(words, ("thick", f"flow.thick_{by}"), *([("ended-end", "flow.over")] if over else [])),
        draw=draw,
        head=tuple(words(f"head.{key}") for key in ("area", "end", "unit", "records", "place")),
        rows=tuple(_rows(view, found, words)),
    )


def _rows(view: PlanView, found: Sequence[Going], words: Words) -> Iterator[tuple[object, ...]]:
    for one in found:
        end = one.end + (f" ({words('flow.over')})" if one.over else "")
        yield named(view, one.area, words), end, named(view, one.unit, words), one.about, place(one.span)
