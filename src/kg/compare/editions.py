"""The steps from one edition of a plan to the next: applied to the first, they give the next one exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.errors import SourceError
from kg.model.comparison import Change
from kg.model.plan import Plan
from kg.text import words

Fields = dict[str, Any]
"""A fact as JSON has it."""

LISTS = tuple(name for name, value in Plan.model_fields.items() if name not in ("slug", "document", "sha256"))
_CODES: Mapping[str, Sequence[str]] = {
    "processes": ("code", "parent", "successors"),
    "record_types": ("process",),
    "cross_references": ("source", "target"),
    "disposition_rules": ("process",),
    "retention_rules": ("process",),
    "citations": ("cited_by",),
}
"""Fields that hold codes of units, by list."""
NAMED: Mapping[str, Sequence[str]] = {
    "processes": ("code",),
    "record_types": ("process", "name"),
    "cross_references": ("source", "target", "subject"),
    "disposition_rules": ("process", "action", "applies_to"),
    "retention_rules": ("process", "section", "record"),
    "citations": ("cited_by", "text"),
    "responsibilities": ("role", "duty"),
    "assignments": ("matter", "target_group"),
    "fora": ("name",),
    "secrecy_rules": ("rule",),
    "systems": ("name",),
    "sections": ("id",),
    "passages": ("section", "terms"),
    "parties": ("short",),
}
"""Fields by which a fact is known again where others of its fields have changed; the first is where it stands."""


def steps(left: Plan, right: Plan, codes: Mapping[str, str]) -> tuple[Change, ...]:
    """All steps from the left edition to the right one; `codes` says which units have another number now.

    Renumbering comes first and all at once, so that a fact that only moved with its unit is no change of its own.
    """
    before, after = _fields(left), _fields(right)
    told = [_renumbered(code, new) for code, new in codes.items() if code != new]
    _renumber(before, {change.before: change.after for change in told})
    for name in ("slug", "document", "sha256"):
        if before[name] != after[name]:
            told.append(Change(does="plan", name=right.slug, field=name, before=before[name], after=after[name]))
    for name in LISTS:
        told += _list_steps(name, before[name], after[name])
    return tuple(told)


def apply(left: Plan, changes: Iterable[Change]) -> Plan:
    """The edition that the steps make of the left one.

    Raises SourceError where they are not steps from this edition.
    """
    told = list(changes)
    facts = _fields(left)
    try:
        _renumber(facts, {change.before: change.after for change in told if change.does == "renumber"})
        for change in told:
            if change.does == "plan":
                facts[change.field or ""] = change.after
        for name in LISTS:
            facts[name] = _applied(facts[name], [change for change in told if change.list == name])
        return Plan.model_validate(facts)
    except (LookupError, ValueError) as error:
        hint = "compare the two editions again"
        raise SourceError("the changes are not of this edition", where=left.slug, hint=hint) from error


def _fields(plan: Plan) -> Fields:
    return plan.model_dump(mode="json")


# Renumbering


def _renumbered(code: str, new: str) -> Change:
    return Change(does="renumber", name=f"{code} → {new}", field="code", before=code, after=new)


def _renumber(facts: Fields, codes: Mapping[str, str]) -> None:
    for name, fields in _CODES.items() if codes else ():
        for fact in facts[name]:
            for field in fields:
                if field == "target" and fact["external"]:
                    continue
                value = fact[field]
                fact[field] = (
                    [codes.get(one, one) for one in value] if isinstance(value, list) else codes.get(value, value)
                )


# From facts to steps


def _list_steps(name: str, before: Sequence[Fields], after: Sequence[Fields]) -> Iterator[Change]:
    kept = _paired(name, before, after)
    back = {there: here for here, there in kept.items()}
    for n, fact in enumerate(before):
        if n not in kept:
            yield Change(does="remove", list=name, at=n, name=_called(name, fact), before=fact)
    for n, there in kept.items():
        for field, value in after[there].items():
            if before[n][field] != value:
                called = _called(name, before[n])
                yield Change(
                    does="edit", list=name, at=n, name=called, field=field, before=before[n][field], after=value
                )
    for n in _out_of_order(kept):
        yield Change(does="place", list=name, at=n, to=kept[n], name=_called(name, before[n]))
    for n, fact in enumerate(after):
        if n not in back:
            yield Change(does="add", list=name, at=n, name=_called(name, fact), after=fact)


def _called(name: str, fact: Fields) -> str:
    values = (fact[field] for field in NAMED[name])
    said = [" ".join(map(str, value)) if isinstance(value, list) else str(value) for value in values if value]
    return " ".join([*said, fact["title"]] if "title" in fact else said)


def _paired(name: str, before: Sequence[Fields], after: Sequence[Fields]) -> dict[int, int]:
    """Which fact of the left list is which of the right: the very same first, then by ever less."""
    keys: list[Callable[[Fields], Hashable]] = [
        lambda fact: _key(fact.values()),
        lambda fact: _key(value for field, value in fact.items() if field != "span"),
        lambda fact: _key(fact[field] for field in NAMED[name]),
    ]
    if name == "disposition_rules":
        keys.append(lambda fact: (fact["process"], fact["order"]))
    if name == "cross_references":
        keys.append(lambda fact: (fact["source"], _fold(fact["subject"])))
    found: dict[int, int] = {}
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        taken = set(found.values())
        for n, fact in enumerate(after):
            if n not in taken:
                waiting[key(fact)].append(n)
        for n, fact in enumerate(before):
            if n not in found and (there := waiting.get(key(fact))):
                found[n] = there.pop(0)
    return dict(sorted(found.items()))


def _key(values: Iterable[Any]) -> Hashable:
    return tuple(_fold(value) for value in values)


def _fold(value: Any) -> str:
    return words.fold(value) if isinstance(value, str) else repr(value)


def _out_of_order(kept: Mapping[int, int]) -> list[int]:
    """The fewest kept facts that must change places so that all stand in the order of the right list."""
    ends: list[int] = []
    chain: list[tuple[int, int]] = []
    before: dict[int, int | None] = {}
    for n, there in kept.items():
        at = bisect_left(ends, there)
        before[n] = chain[at - 1][1] if at else None
        ends[at : at + 1] = [there]
        chain[at : at + 1] = [(there, n)]
    stay: set[int] = set()
    last = chain[-1][1] if chain else None
    while last is not None:
        stay.add(last)
        last = before[last]
    return [n for n in kept if n not in stay]


# From steps to facts


def _applied(facts: Sequence[Fields], changes: Sequence[Change]) -> list[Fields]:
    edited = [dict(fact) for fact in facts]
    for change in changes:
        if change.does == "edit":
            edited[change.at or 0][change.field or ""] = change.after
    gone = {change.at for change in changes if change.does == "remove"}
    slots = {change.at: change.after for change in changes if change.does == "add"}
    placed = {change.at: change.to for change in changes if change.does == "place"}
    slots |= {to: edited[at or 0] for at, to in placed.items()}
    rest = iter(fact for n, fact in enumerate(edited) if n not in gone and n not in placed)
    size = len(edited) - len(gone) + sum(change.does == "add" for change in changes)
    return [slots[n] if n in slots else next(rest) for n in range(size)]
