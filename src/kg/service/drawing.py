"""What can be drawn: pictures of the plans, and the networks behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.service.checking import Checking
from kg.service.giving import Giving

if TYPE_CHECKING:
    from kg.atlas.plate import Plate
    from kg.atlas.views import Asked
    from kg.model.listing import GraphView

_NETWORKS: Mapping[str, GraphView] = {
    "tree": "tree", "icicle": "tree", "references": "references", "bundle": "references", "matrix": "references",
    "process": "process", "flow": "flow", "all": "all",
}  # fmt: skip
"""Which part of the network each view stands on."""


class Drawing(Checking, Giving):
    """Pictures and networks."""

    def picture(self, view: str, asked: Asked, on: str | None = None) -> Plate:
        """A picture with its words and its table, as things stand on a day, or today.

        Raises UsageError for an unknown view, plan, process or day, and where no plan has what the view shows.
        """
        from kg.answer.facts import day
        from kg.atlas import views
        from kg.atlas.plate import Words

        return views.plate(self.views, view, asked, day(on) if on else date.today(), Words(self.language))

    def graph(self, view: str, format: str, asked: Asked, on: str | None = None) -> bytes:
        """A picture as a file (svg, png, html, csv), or its network (graphml, gexf, dot, mermaid, json).

        Raises what `picture` raises, and UsageError for an unknown format, or one that the view has no network for.
        """
        from kg.atlas import sheet
        from kg.export import network

        if format in sheet.FORMATS:
            return sheet.render(self.picture(view, asked, on), format)
        if format not in (*network.FORMATS, "json"):
            known = ", ".join((*sheet.FORMATS, *network.FORMATS, "json"))
            raise UsageError(f"no picture or network is made as {format!r}", hint=f"choose {known}")
        if view not in _NETWORKS:
            raise UsageError(f"the view {view} is no network", hint=f"choose {', '.join(sheet.FORMATS)}")
        kind = _NETWORKS[view]
        if format == "json":
            return (
                self.graph_data(kind, asked.plan, asked.process).model_dump_json(exclude_none=True, indent=1).encode()
            )
        return network.write(self._part(kind, asked), format)

    def export(self, plan: str, format: str) -> bytes:
        """As `Giving.export` does; svg is the picture of the plan's structure."""
        if format != "svg":
            return super().export(plan, format)
        from kg.atlas import sheet
        from kg.atlas.views import Asked

        return sheet.render(self.picture("tree", Asked(plan=self.views.plan(plan).slug)), "svg")

    def _part(self, kind: GraphView, asked: Asked) -> Any:
        from kg.graph import iris
        from kg.view import data

        process = iris.unit(asked.plan, asked.process) if asked.plan and asked.process else None
        return data.part(self.network(asked.plan), kind, process)

    def wrong(self) -> Mapping[str, Mapping[str, int]]:
        """How many findings each unit has, by plan, as pictures of a structure mark them."""
        from kg.lint import tally

        found = self.findings()
        return {plan: tally.by_unit(one for one in found if one.plan == plan) for plan in self.catalogue.plans}
