"""The read model: plans as facts, indexed for answering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar, get_args

from kg.graph import iris
from kg.model.disposition import DispositionRule
from kg.model.fact import Fact
from kg.model.organisation import Organisation
from kg.model.plan import CrossReference, Plan, Process, RecordType

_LISTS = {
    get_args(field.annotation)[0]: name for name, field in Plan.model_fields.items() if get_args(field.annotation)
}
"""List of a plan by the kind of its facts."""

K = TypeVar("K")
V = TypeVar("V")


def natural(code: str) -> tuple[int, ...]:
    """Sort key of a code: 2.9 stands before 2.10."""
    return tuple(int(part) if part.isdecimal() else 0 for part in code.split("."))


@dataclass(frozen=True)
class PlanView:
    """One plan's effective facts with the look-ups that answers need; values stand in the order of the text."""

    plan: Plan
    organisations: tuple[Organisation, ...] = ()

    @property
    def slug(self) -> str:
        """The plan's slug."""
        return self.plan.slug

    @cached_property
    def processes(self) -> Mapping[str, Process]:
        """Units by code."""
        return {process.code: process for process in self.plan.processes}

    @cached_property
    def children(self) -> Mapping[str, tuple[Process, ...]]:
        """Units by the code of their parent."""
        return _grouped((process.parent or "", process) for process in self.plan.processes)

    @cached_property
    def records(self) -> Mapping[str, tuple[RecordType, ...]]:
        """Record types by the code of the process that names them."""
        return _grouped((record.process, record) for record in self.plan.record_types)

    @cached_property
    def references_from(self) -> Mapping[str, tuple[CrossReference, ...]]:
        """Cross-references by their source."""
        return _grouped((reference.source, reference) for reference in self.plan.cross_references)

    @cached_property
    def references_to(self) -> Mapping[str, tuple[CrossReference, ...]]:
        """Cross-references inside the plan by their target."""
        inside = (r for r in self.plan.cross_references if r.target is not None and not r.external)
        return _grouped((reference.target or "", reference) for reference in inside)

    @cached_property
    def rules(self) -> Mapping[str, tuple[DispositionRule, ...]]:
        """Disposition rules by process."""
        return _grouped((rule.process, rule) for rule in self.plan.disposition_rules)

    @cached_property
    def _iris(self) -> dict[str, dict[int, str]]:
        return {}

    def iri(self, fact: Fact) -> str:
        """Identifier of one of the plan's own facts."""
        name = _LISTS[type(fact)]
        if name not in self._iris:
            minted = iris.of_list(self.plan, name)
            self._iris[name] = {id(own): iri for own, iri in zip(getattr(self.plan, name), minted, strict=True)}
        return self._iris[name][id(fact)]

    def live(self, code: str, day: date) -> bool:
        """Whether the unit holds on the day: added on or before it, and not ended on or before it."""
        process = self.processes[code]
        return not (process.added and process.added > day) and not (process.ended and process.ended <= day)


class Plans(Mapping[str, PlanView]):
    """Plans by slug, each read when it is first asked for."""

    def __init__(
        self, slugs: Iterable[str], read: Callable[[str], Plan], organisations: Iterable[Organisation] = ()
    ) -> None:
        """`read` gives the facts of a slug; `organisations` are those of the register."""
        self._slugs = dict.fromkeys(slugs)
        self._read = read
        self._organisations = tuple(organisations)
        self._views: dict[str, PlanView] = {}

    def __getitem__(self, slug: str) -> PlanView:
        if slug not in self._views:
            if slug not in self._slugs:
                raise KeyError(slug)
            bodies = tuple(body for body in self._organisations if slug in body.plans)
            self._views[slug] = PlanView(self._read(slug), bodies)
        return self._views[slug]

    def __contains__(self, slug: object) -> bool:
        return slug in self._slugs

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)


@dataclass(frozen=True)
class Catalogue:
    """All plans that answers may draw on."""

    plans: Mapping[str, PlanView] = field(default_factory=dict)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
