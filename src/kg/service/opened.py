"""What is opened when it is first needed: the graph, and what is read back from it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self

from kg.model.organisation import Organisation
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.answer.views import Views
    from kg.building import BuildReport
    from kg.catalogue import Catalogue
    from kg.graph.describing import Descriptions
    from kg.graph.store import Store


class Opened:
    """The plans and the graph built from them; nothing is opened before it is needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def close(self) -> None:
        """Let go of the graph; it is opened again when it is next needed."""
        store = self.__dict__.get("store")
        for opened in ("store", "catalogue", "_resolver", "views", "linked"):
            self.__dict__.pop(opened, None)
        if store is not None:
            store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def language(self) -> Literal["sv", "en"]:
        """Language of what people read."""
        return self.settings.language

    def build(self) -> BuildReport:
        """Facts of all plans to the store, validated; the old store serves until the new one is whole.

        Raises SourceError for a plan folder that cannot be read; FailedError where a shape is violated or the store
        cannot be written.
        """
        from kg import building
        from kg.service import warm

        self.close()
        return building.build(self.settings, warm.beside, warm.made_by())

    @cached_property
    def store(self) -> Store:
        """The built graph; built first where there is none yet.

        Raises StoreError where it is damaged or of another version.
        """
        from kg.graph.store import Store

        if not (self.settings.store / "CURRENT").exists():
            self.build()
        return Store.open(self.settings.store)

    @cached_property
    def catalogue(self) -> Catalogue:
        """All plans, read back from the graph as they are asked for."""
        from kg.catalogue import Catalogue, Plans
        from kg.graph import iris
        from kg.service import warm

        warm.learn(self.store)
        slugs = sorted(g for graph in self.store.graphs if graph == iris.effective(g := iris.slug_of(graph)))
        return Catalogue(Plans(slugs, lambda slug: warm.plan(self.store, slug), self._organisations))

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
    def _organisations(self) -> tuple[Organisation, ...]:
        from kg.service import warm

        return warm.organisations(self.store, self.settings.data / "organisations")
