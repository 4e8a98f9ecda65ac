"""What can be asked: where a record goes, what a law says, what a rule needs, SPARQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kg import assets
from kg.model.answer import Answer, FactValue, Question
from kg.service.opened import Opened

if TYPE_CHECKING:
    from kg.answer.law import LawRow
    from kg.answer.resolve import Resolver
    from kg.model.listing import AskedFact
    from kg.passages import Originals


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question of queries/."""

    name: str
    title_sv: str
    title_en: str
    parameters: tuple[str, ...]


class Asking(Opened):
    """Questions about records, rules and laws."""

    def question(
        self, text: str, plans: Sequence[str] = (), on: str | None = None, facts: Mapping[str, FactValue] | None = None
    ) -> Question:
        """A question from what a person gave.

        Raises UsageError for a day that is no date.
        """
        from kg.answer.facts import day

        return Question(text=text, plans=tuple(plans), on=day(on) if on else None, facts=dict(facts or {}))

    def resolve(self, question: Question, today: date | None = None) -> Answer:
        """Who owns the record and where it goes.

        Raises UsageError for an unknown plan, fact or value; StoreError where the graph cannot be read.
        """
        return self._resolver.resolve(question, today or date.today())

    def with_passages(self, answer: Answer) -> Answer:
        """The answer with the passage at each of its places, where the originals are at hand and still say the same."""
        return self._originals.shown(answer)

    def law(self, text: str, on: str | None = None) -> tuple[LawRow, ...]:
        """The laws that a text cites, in order, each with its status on a day, or today.

        Raises UsageError for a day that is no date.
        """
        from kg.answer import law
        from kg.answer.facts import day
        from kg.extract import legal, registry

        statutes = registry.statutes(self.settings.data / "statutes")
        return law.read(text, legal.names(statutes), law.register(statutes), day(on) if on else date.today())

    def facts(self, plan: str, process: str | None = None) -> tuple[AskedFact, ...]:
        """Which facts the rules of a plan, or of one process, ask for.

        Raises UsageError for an unknown plan or process.
        """
        from kg.answer import views

        return views.asked(self.views.plan(plan), process)

    def query(self, name: str, params: Mapping[str, str], format: str = "table") -> bytes:
        """The result of a saved question, a .rq file, or SPARQL.

        Raises UsageError for a query that is unknown, cannot be read, or may not be asked.
        """
        from kg.graph import query

        return query.run(self.store, query.find(name, assets.queries()), params, format, self.settings.language)

    def questions(self) -> tuple[SavedQuestion, ...]:
        """The questions of queries/questions."""
        from kg.graph import query

        saved = query.saved(assets.queries() / "questions")
        return tuple(
            SavedQuestion(q.stem, q.title_sv, q.title_en, tuple(p.name for p in q.parameters)) for q in saved.values()
        )

    @cached_property
    def _resolver(self) -> Resolver:
        from kg.answer.resolve import Resolver
        from kg.extract import registry
        from kg.service import warm

        statutes = registry.Statutes(self.settings.data / "statutes")
        return Resolver(self.catalogue, statutes, lambda view: warm.names(self.store, view))

    @cached_property
    def _originals(self) -> Originals:
        from kg.passages import Originals

        return Originals(self.settings.sources)
