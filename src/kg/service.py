"""KnowledgeGraph: everything that a face may call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg import assets
from kg.errors import UsageError
from kg.model.answer import Answer, FactValue, Question
from kg.model.finding import Finding
from kg.model.organisation import Organisation
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.answer.law import LawRow
    from kg.answer.resolve import Resolver
    from kg.answer.views import Views
    from kg.building import BuildReport
    from kg.catalogue import Catalogue
    from kg.graph.describing import Descriptions
    from kg.graph.store import Store
    from kg.importing import ImportReport, Wanted
    from kg.lint.fixes import Fix
    from kg.lint.rule import Found
    from kg.model.listing import AskedFact, GraphData, GraphView
    from kg.passages import Originals


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question of queries/."""

    name: str
    title_sv: str
    title_en: str
    parameters: tuple[str, ...]


class KnowledgeGraph:
    """The plans, the graph built from them, and what can be asked of both; nothing is opened before it is needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def close(self) -> None:
        """Let go of the graph; it is opened again when it is next needed."""
        store = self.__dict__.get("store")
        for opened in ("store", "catalogue", "_resolver", "views", "linked"):
            self.__dict__.pop(opened, None)
        if store is not None:
            store.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def language(self) -> Literal["sv", "en"]:
        """Language of what people read."""
        return self.settings.language

    # Asking

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

    def findings(
        self, plans: Sequence[str] = (), select: Sequence[str] = (), baseline: Path | None = None
    ) -> tuple[Found, ...]:
        """What the rules of `kg.lint` find, worst first; all plans and all default rules where none are named.

        `baseline` names a file of findings that are accepted. Rules that read the text itself need the originals.
        Raises UsageError for an unknown plan or rule; SourceError for a broken baseline; StoreError where the graph
        cannot be read.
        """
        from kg.lint import baseline as accepted
        from kg.lint import originals, run

        return run.check(
            self.store,
            self.catalogue.plans,
            plans=plans,
            select=select,
            baseline=accepted.load(baseline) if baseline else None,
            texts=originals.texts(self.settings.data, self.settings.sources),
        )

    def fixes(self, plans: Sequence[str] = (), select: Sequence[str] = ()) -> tuple[Fix, ...]:
        """The edits of corrections.toml that would mend findings, a plan at a time.

        Raises what `findings` raises.
        """
        from kg.lint import fixes

        return fixes.offered(self.findings(plans, select), self.settings.data / "plans")

    @cached_property
    def views(self) -> Views:
        """The plans and the registers as they are listed and shown."""
        from kg.answer.views import Views
        from kg.extract import registry

        statutes = registry.statutes(self.settings.data / "statutes")
        return Views(self.catalogue, self._organisations, statutes, self.linked.about)

    @cached_property
    def linked(self) -> Descriptions:
        """What the graph says of each thing, as RDF and for people."""
        from kg.graph.describing import Descriptions

        return Descriptions(self.store)

    @cached_property
    def catalogue(self) -> Catalogue:
        """All plans, read back from the graph as they are asked for."""
        from kg.catalogue import Catalogue, Plans
        from kg.graph import iris, mapping

        slugs = sorted(g for graph in self.store.graphs if graph == iris.effective(g := iris.slug_of(graph)))
        return Catalogue(
            Plans(slugs, lambda slug: mapping.plan_from(self.store, iris.effective(slug)), self._organisations)
        )

    @cached_property
    def _resolver(self) -> Resolver:
        from kg.answer.resolve import Resolver
        from kg.extract import registry

        return Resolver(self.catalogue, registry.Statutes(self.settings.data / "statutes"))

    @cached_property
    def _originals(self) -> Originals:
        from kg.passages import Originals

        return Originals(self.settings.sources)

    # Building

    @cached_property
    def store(self) -> Store:
        """The built graph; built first where there is none yet.

        Raises StoreError where it is damaged or of another version.
        """
        from kg.graph.store import Store

        if not (self.settings.store / "CURRENT").exists():
            self.build()
        return Store.open(self.settings.store)

    def build(self) -> BuildReport:
        """Facts of all plans to the store, validated; the old store serves until the new one is whole.

        Raises SourceError for a plan folder that cannot be read; FailedError where a shape is violated or the store
        cannot be written.
        """
        from kg import building

        self.close()
        return building.build(self.settings)

    def validate(self, files: Sequence[Path] = (), engine: str = "shacl") -> tuple[Finding, ...]:
        """Violations of the shapes in the built graph, or in RDF files.

        Raises UsageError for an unknown engine; SourceError for a file that is no RDF.
        """
        from kg.graph import files as rdf
        from kg.graph import shapes

        if engine not in ("shacl", "pyshacl"):
            raise UsageError(f"no engine {engine!r}", hint="use shacl or pyshacl")
        sources = [rdf.load(path) for path in files] if files else [self.store]
        return tuple(
            finding
            for source in sources
            for graph in sorted(source.graphs)
            for finding in shapes.validate(source, graph, "pyshacl" if engine == "pyshacl" else "shacl")
        )

    def import_plan(self, file: Path, wanted: Wanted) -> ImportReport:
        """Read a document into a plan's folder, or, to check, compare with the facts that are there.

        Raises SourceError where the document cannot be read or a repair no longer fits; UsageError for a bad slug;
        FailedError where the folder cannot be written.
        """
        from kg import importing

        return importing.read(file, self.settings.data, wanted)

    @cached_property
    def _organisations(self) -> tuple[Organisation, ...]:
        from kg.extract import registry

        return registry.organisations(self.settings.data / "organisations")

    # Questions in SPARQL, and other formats

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

    def dataset(self) -> Any:
        """The whole graph as an `rdflib.Dataset`: a copy, which its holder may change."""
        from kg.graph import handout

        return handout.dataset(self.store)

    def network(self, plan: str | None = None) -> Any:
        """Units, records, references and recipients of one plan, or of all, as a `networkx.MultiDiGraph`.

        Raises UsageError for an unknown plan.
        """
        from kg.graph import iris
        from kg.graph.triples import index
        from kg.view.network import network

        slugs = [self.views.plan(plan).slug] if plan else list(self.catalogue.plans)
        return network(*(index(self.store.triples(iris.effective(slug))) for slug in slugs))

    def graph_data(self, view: GraphView, plan: str | None = None, process: str | None = None) -> GraphData:
        """The part of the network that a view shows, as nodes and edges; `process` is a code in the plan.

        Raises UsageError for an unknown plan or process.
        """
        from kg.graph import iris
        from kg.view import data

        return data.data(self.network(plan), view, iris.unit(plan, process) if plan and process else None)

    def export(self, plan: str, format: str) -> bytes:
        """A plan in another format.

        Raises UsageError for an unknown plan or format.
        """
        from kg.export import formats
        from kg.view.network import network

        return formats.export(self.store, self.views.plan(plan), format, network)
