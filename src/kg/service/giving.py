"""What is handed out: a plan in other formats, and the graph as an object to work with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.service.opened import Opened

if TYPE_CHECKING:
    from kg.importing import ImportReport, Wanted
    from kg.model.listing import GraphData, GraphView


class Giving(Opened):
    """Plans in, and plans, pictures and networks out."""

    def import_plan(self, file: Path, wanted: Wanted) -> ImportReport:
        """Read a document into a plan's folder, or, to check, compare with the facts that are there.

        Raises SourceError where the document cannot be read or a repair no longer fits; UsageError for a bad slug;
        FailedError where the folder cannot be written.
        """
        from kg import importing

        return importing.read(file, self.settings.data, wanted)

    def export_folder(self, folder: Path, format: str) -> bytes:
        """A plan's folder that has not been built into the graph, as json, xlsx, csv, html or site.

        Raises SourceError for a folder that holds no plan; UsageError for another format.
        """
        from kg.answer import wording
        from kg.catalogue import PlanView
        from kg.export import formats
        from kg.extract import package
        from kg.model.listing import PlanRow
        from kg.view.network import network

        held = package.load(folder)
        told = held.source.model_dump(include={"title", "issued", "valid_from", "document"})
        plan: dict[str, object] = {
            "plan": held.source.slug,
            "iri": "",
            "publisher": held.source.issuer or None,
            "counts": {},
        }
        row = PlanRow.model_validate({**plan, **told, "sha256": held.as_read.sha256})
        return formats.of_facts(PlanView(held.effective), format, formats.Told(row, self.language, wording, network))

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

        Raises UsageError for an unknown plan or format; FailedError where a value is too long for a cell.
        """
        from kg.answer import wording
        from kg.export import formats
        from kg.view.network import network

        view = self.views.plan(plan)
        (row,) = (row for row in self.views.plan_rows() if row.plan == view.slug)
        return formats.export(self.store, view, format, formats.Told(row, self.language, wording, network))
