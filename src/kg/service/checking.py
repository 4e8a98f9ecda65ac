"""What can be checked: findings and their fixes, and the shapes of the graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.finding import Finding
from kg.service.opened import Opened

if TYPE_CHECKING:
    from kg.lint.fixes import Fix
    from kg.lint.rule import Found


class Checking(Opened):
    """Linting, fixing and validating."""

    def findings(
        self, plans: Sequence[str] = (), select: Sequence[str] = (), baseline: Path | None = None
    ) -> tuple[Found, ...]:
        """What the rules of `kg.lint` find, worst first; all plans and all default rules where none are named.

        `baseline` names a file of findings that are accepted. Rules that read the text itself need the originals.
        Raises UsageError for an unknown plan or rule; SourceError for a broken baseline; StoreError where the graph
        cannot be read.
        """
        from kg.lint import baseline as accepted
        from kg.lint import originals, run, spelling

        with spelling.remembering(self.settings.store / "spelling.json"):
            return run.check(
                self.store,
                self.catalogue.plans,
                plans=plans,
                select=select,
                baseline=accepted.load(baseline) if baseline else None,
                texts=originals.texts(self.settings.data, self.settings.sources),
                damage=originals.damage(self.settings.data),
            )

    def fixes(self, plans: Sequence[str] = (), select: Sequence[str] = ()) -> tuple[Fix, ...]:
        """The edits of corrections.toml that would mend findings, a plan at a time.

        Raises what `findings` raises.
        """
        from kg.lint import fixes

        return fixes.offered(self.findings(plans, select), self.settings.data / "plans")

    def validate(self, files: Sequence[Path] = (), engine: str = "shacl") -> tuple[Finding, ...]:
        """Violations of the shapes in the built graph, or in RDF files, each once in however many graphs it is.

        Raises UsageError for an unknown engine; SourceError for a file that is no RDF.
        """
        from kg.graph import files as rdf
        from kg.graph import shapes

        if engine not in ("shacl", "pyshacl"):
            raise UsageError(f"no engine {engine!r}", hint="use shacl or pyshacl")
        sources = [rdf.load(path) for path in files] if files else [self.store]
        found = (
            finding
            for source in sources
            for graph in sorted(source.graphs)
            for finding in shapes.validate(source, graph, "pyshacl" if engine == "pyshacl" else "shacl")
        )
        return tuple(dict.fromkeys(found))
