"""What the plans hold, for faces that show more than an answer: lists, trees, and a unit with all that hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from kg.answer import asking, law, outline
from kg.answer.law import LawRow, Register
from kg.catalogue import Catalogue, PlanView
from kg.errors import UsageError
from kg.extract import legal
from kg.grammar.acts import Names
from kg.graph import iris
from kg.model import listing
from kg.model.fact import Fact
from kg.model.listing import AskedFact, PlanRow, Row, SectionPage, Tree, UnitPage, UnitRef
from kg.model.organisation import Organisation
from kg.model.statute import Statute

R = TypeVar("R", bound=Row)

ROWS: Mapping[str, type[Row]] = {
    "processes": listing.ProcessRow,
    "record_types": listing.RecordRow,
    "cross_references": listing.ReferenceRow,
    "disposition_rules": listing.DispositionRow,
    "retention_rules": listing.RetentionRow,
    "citations": listing.CitationRow,
    "responsibilities": listing.ResponsibilityRow,
    "assignments": listing.AssignmentRow,
    "fora": listing.ForumRow,
    "secrecy_rules": listing.SecrecyRow,
    "systems": listing.SystemRow,
    "sections": listing.SectionRow,
}
"""How a fact of each list of a plan is shown."""


@dataclass(frozen=True)
class Views:
    """The plans and the registers as they are listed and shown; holds nothing that a question could change."""

    catalogue: Catalogue
    organisations: tuple[Organisation, ...] = ()
    statutes: tuple[Statute, ...] = ()
    about: Callable[[str], Mapping[str, str]] = lambda slug: {}
    """What the graph says of a plan as a data set: title, publisher, issued, valid_from."""

    def plan(self, slug: str) -> PlanView:
        """A plan.

        Raises UsageError for one that is not known.
        """
        plans = self.catalogue.plans
        if slug not in plans:
            raise UsageError(f"no such plan: {slug}", hint=f"known plans: {', '.join(plans) or 'none'}")
        return plans[slug]

    def rows(self, name: str, kind: type[R], plans: Sequence[str] = ()) -> tuple[R, ...]:
        """All facts of a list ("processes", "cross_references" …) of the plans named, of all where none is.

        `kind` is the entry of `ROWS`. They stand by plan, in the order of the text.
        Raises UsageError for an unknown plan.
        """
        assert ROWS[name] is kind
        found = [row for slug in plans or self.catalogue.plans for row in self._rows(self.plan(slug), name)]
        return tuple(found)  # type: ignore[arg-type]  # ROWS says that they are of this kind

    def _rows(self, view: PlanView, name: str) -> tuple[Row, ...]:
        if (view.slug, name) not in self._made:
            self._made[view.slug, name] = tuple(self._row(view, name, fact) for fact in getattr(view.plan, name))
        return self._made[view.slug, name]

    @cached_property
    def _made(self) -> dict[tuple[str, str], tuple[Row, ...]]:
        return {}

    def unit(self, slug: str, code: str, on: date) -> UnitPage:
        """One unit with all that hangs on it, on a day.

        Raises UsageError for an unknown plan or code.
        """
        view = self.plan(slug)
        if code not in view.processes:
            raise UsageError(f"no process {code} in {slug}", hint="see the tree of the plan for its codes")
        process = view.processes[code]
        before = tuple(other.code for other in view.plan.processes if code in other.successors)

        def refs(codes: Iterable[str]) -> tuple[UnitRef, ...]:
            return tuple(outline.unit(view, each, on) for each in codes if each in view.processes)

        return UnitPage(
            unit=self._row(view, "processes", process),  # type: ignore[arg-type]
            live=view.live(code, on),
            path=refs(outline.above(process.parent, {each.code: each.parent for each in view.plan.processes})),
            children=refs(child.code for child in view.children.get(code, ())),
            successors=refs(process.successors),
            predecessors=refs(before),
            records=self._of(view, "record_types", listing.RecordRow, "process", code),
            references=self._of(view, "cross_references", listing.ReferenceRow, "source", code),
            referenced_by=self._to(view, code),
            rules=self._of(view, "disposition_rules", listing.DispositionRow, "process", code),
            retention=self._of(view, "retention_rules", listing.RetentionRow, "section", code),
            citations=self._of(view, "citations", listing.CitationRow, "cited_by", code),
            facts=asked(view, code),
        )

    def section(self, slug: str, id: str) -> SectionPage:
        """One section of a handbook or guideline with all that stands in it.

        Raises UsageError for an unknown plan or section.
        """
        view = self.plan(slug)
        known = {section.id: section for section in view.plan.sections}
        if id not in known:
            raise UsageError(f"no section {id} in {slug}", hint="see the tree of the plan for its sections")
        above = outline.above(known[id].parent, {each.id: each.parent for each in known.values()})
        below = [each.id for each in known.values() if each.parent == id]
        return SectionPage(
            section=self._row(view, "sections", known[id]),  # type: ignore[arg-type]
            path=tuple(outline.section(view, each, known[each].title) for each in above),
            children=tuple(outline.section(view, each, known[each].title) for each in below),
            records=self._of(view, "record_types", listing.RecordRow, "process", id),
            references=self._of(view, "cross_references", listing.ReferenceRow, "source", id),
            referenced_by=self._to(view, id),
            retention=self._of(view, "retention_rules", listing.RetentionRow, "section", id),
            responsibilities=self._of(view, "responsibilities", listing.ResponsibilityRow, "section", id),
            assignments=self._of(view, "assignments", listing.AssignmentRow, "section", id),
            fora=self._of(view, "fora", listing.ForumRow, "section", id),
            secrecy_rules=self._of(view, "secrecy_rules", listing.SecrecyRow, "section", id),
            systems=self._of(view, "systems", listing.SystemRow, "section", id),
            citations=self._of(view, "citations", listing.CitationRow, "cited_by", id),
        )

    def _of(self, view: PlanView, name: str, kind: type[R], key: str, value: str) -> tuple[R, ...]:
        """Rows of one plan by the unit or section that a field of theirs names."""
        if (view.slug, name, key) not in self._by:
            grouped = self._by[view.slug, name, key] = defaultdict(list)
            for row in self._rows(view, name):
                grouped[getattr(row, key)].append(row)
        assert ROWS[name] is kind
        return tuple(self._by[view.slug, name, key].get(value, ()))  # type: ignore[arg-type]

    def _to(self, view: PlanView, code: str) -> tuple[listing.ReferenceRow, ...]:
        found = self._of(view, "cross_references", listing.ReferenceRow, "target", code)
        return tuple(row for row in found if not row.external)

    @cached_property
    def _by(self) -> dict[tuple[str, str, str], dict[str | None, list[Row]]]:
        return {}

    def _row(self, view: PlanView, name: str, fact: Fact) -> Row:
        said = {"plan": view.slug, "iri": view.iri(fact), **dict(fact)}
        if name == "cross_references":
            titles = self._titles(view)
            inside = said["target"] in titles and not said["external"]
            unit = view.processes.get(said["target"]) if inside else None
            said |= {"source_title": titles.get(said["source"]), "found": inside}
            said |= {"target_title": titles[said["target"]] if inside else None}
            said |= {"target_ended": unit.ended if unit else None}
        return ROWS[name].model_construct(**said)

    def _titles(self, view: PlanView) -> Mapping[str, str]:
        """Titles of units and sections by code or id."""
        if view.slug not in self._named:
            sections = {section.id: section.title for section in view.plan.sections}
            self._named[view.slug] = sections | {unit.code: unit.title for unit in view.plan.processes}
        return self._named[view.slug]

    @cached_property
    def _named(self) -> dict[str, Mapping[str, str]]:
        return {}

    def tree(self, slug: str, on: date) -> Tree:
        """The structure of a plan: its units, or where it has none its sections, each with how much hangs on it.

        Raises UsageError for an unknown plan.
        """
        view = self.plan(slug)
        return outline.tree(view, self.about(slug).get("title", slug), on)

    def plan_rows(self) -> tuple[PlanRow, ...]:
        """The plans with their documents, and how many facts of each kind they hold."""
        return tuple(self._plan_row(view) for view in self.catalogue.plans.values())

    def _plan_row(self, view: PlanView) -> PlanRow:
        told = {"title": view.slug, **self.about(view.slug)}
        counts = {name: len(getattr(view.plan, name)) for name in ROWS}
        document = {"document": view.plan.document, "sha256": view.plan.sha256}
        return PlanRow.model_validate(
            {"plan": view.slug, "iri": iris.plan(view.slug), "counts": counts} | document | told
        )

    def organisation_rows(self) -> tuple[listing.OrganisationRow, ...]:
        """Bodies, units and roles of the register."""
        return tuple(
            listing.OrganisationRow.model_construct(**dict(body), iri=iris.organisation(body.id))
            for body in self.organisations
        )

    def statute_rows(self, on: date) -> tuple[listing.StatuteRow, ...]:
        """Statutes of the register with their status on a day, and the units whose text cites them."""
        return tuple(
            listing.StatuteRow.model_construct(
                **dict(statute), on=on, holds=statute.in_force(on), cited_by=tuple(self._citing(statute.number, on))
            )
            for statute in self.statutes
        )

    def _citing(self, number: str, on: date) -> Iterator[UnitRef]:
        for slug, code in self._cited.get(number, ()):
            view = self.plan(slug)
            if code in view.processes:
                yield outline.unit(view, code, on)
            else:
                yield outline.section(view, code, self._titles(view).get(code, code))

    def law(self, text: str, on: date) -> tuple[LawRow, ...]:
        """The provisions that a text cites, each with its status on a day."""
        return law.read(text, self._law_names, self._register, on)

    @cached_property
    def _law_names(self) -> Names:
        return legal.names(self.statutes)

    @cached_property
    def _register(self) -> Register:
        return law.register(self.statutes)

    @cached_property
    def _cited(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Plan and unit of all citations, by the number of what they cite."""
        found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for view in self.catalogue.plans.values():
            for citation in view.plan.citations:
                if citation.sfs and citation.cited_by:
                    found[citation.sfs][view.slug, citation.cited_by] = None
        return {number: tuple(places) for number, places in found.items()}


def asked(view: PlanView, process: str | None = None) -> tuple[AskedFact, ...]:
    """Which facts the rules of a plan, or of one process, ask for.

    Raises UsageError for an unknown process.
    """
    return tuple(
        AskedFact(key=key, question=swedish, question_en=english, values=values, processes=askers)
        for key, swedish, english, values, askers in asking.facts_of(view, process)
    )
