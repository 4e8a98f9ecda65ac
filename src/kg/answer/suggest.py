"""Suggestions while somebody types: what the letters so far could mean, each with its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import get_args

from kg.answer.views import Views
from kg.graph import iris
from kg.model.listing import Suggestion, SuggestionKind
from kg.text import words
from kg.text.similar import nearest

KINDS: tuple[SuggestionKind, ...] = get_args(SuggestionKind)
_MET = {"start": 0, "word": 1, "inside": 2, "near": 3}
_SHORTEST = 3
"""Letters from which a label may meet inside a word, or nearly."""


@dataclass(frozen=True, slots=True)
class _Label:
    folded: str
    codes: tuple[str, ...]
    """Codes and short names, folded, that find it too."""
    suggestion: Suggestion


class Suggestions:
    """All labels of the plans and the registers, prepared for typing."""

    def __init__(self, views: Views) -> None:
        seen: dict[tuple[object, ...], _Label] = {}
        for label in _labels(views):
            told = label.suggestion
            seen.setdefault((told.kind, told.label, told.code, told.plan), label)
        self._labels = tuple(seen.values())

    def find(
        self, text: str, *, kinds: Collection[str] = (), plans: Collection[str] = (), most: int = 10
    ) -> tuple[Suggestion, ...]:
        """The labels that the text begins, is in, or is nearly, best first.

        `kinds` and `plans` leave out the others, where any are given; what belongs to no plan stays.
        """
        typed = words.fold(text)
        if not typed:
            return ()
        among = [
            label
            for label in self._labels
            if (not kinds or label.suggestion.kind in kinds)
            and (not plans or label.suggestion.plan is None or label.suggestion.plan in plans)
        ]
        met = [(rank, label) for label in among if (rank := _rank(typed, label)) is not None]
        met.sort(key=lambda pair: (_MET[pair[0]], len(pair[1].folded), pair[1].folded, *_place(pair[1].suggestion)))
        found = [label.suggestion.model_copy(update={"met": rank}) for rank, label in met[:most]]
        return tuple(found) if found or len(typed) < _SHORTEST else tuple(_near(typed, among, most))


def _near(typed: str, among: list[_Label], most: int) -> Iterator[Suggestion]:
    by_name = {label.folded: label.suggestion for label in reversed(among)}
    for name in nearest(typed, by_name, most):
        yield by_name[name]


def _rank(typed: str, label: _Label) -> str | None:
    if label.folded.startswith(typed) or any(code.startswith(typed) for code in label.codes):
        return "start"
    if f" {typed}" in label.folded:
        return "word"
    return "inside" if len(typed) >= _SHORTEST and typed in label.folded else None


def _place(told: Suggestion) -> tuple[int, str, str]:
    return (KINDS.index(told.kind), told.plan or "", told.code or "")


def _labels(views: Views) -> Iterator[_Label]:
    for view in views.catalogue.plans.values():
        slug, plan = view.slug, view.plan
        for record in plan.record_types:
            yield _label("record-type", record.name, record.process, slug, iris.record_type(record.name), by_code=False)
        for unit in plan.processes:
            yield _label("process", unit.title, unit.code, slug, iris.unit(slug, unit.code))
        for section in plan.sections:
            yield _label("section", section.title, section.id, slug, iris.section(slug, section.id))
        for forum in plan.fora:
            yield _label("forum", forum.name, None, slug, view.iri(forum))
        for system in plan.systems:
            yield _label("system", system.name, None, slug, view.iri(system))
    for body in views.organisations:
        short = tuple(map(words.fold, body.aliases))
        yield _label("organisation", body.name, body.id, None, iris.organisation(body.id), short=short, by_code=False)
    for statute in views.statutes:
        names = [text for name in statute.names for text in (name.name, name.abbreviation) if text]
        iri = statute.iri or iris.statute(statute.number)
        yield _label("statute", statute.title, statute.number, None, iri, short=tuple(map(words.fold, names)))


def _label(
    kind: SuggestionKind,
    label: str,
    code: str | None,
    plan: str | None,
    iri: str,
    *,
    short: tuple[str, ...] = (),
    by_code: bool = True,
) -> _Label:
    codes = (*short, words.fold(code)) if code and by_code else short
    return _Label(
        words.fold(label), codes, Suggestion(kind=kind, label=label, code=code, plan=plan, iri=iri, met="near")
    )
