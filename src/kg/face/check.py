"""Commands that check: `kg lint`, `rule` and `fix`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.face.terminal import Out, Plans, graph, say, write

Select = Annotated[
    list[str] | None, typer.Option("--select", help="Codes (KG201), series (KG2) or ALL; may be given several times.")
]

_SELDOM = 100_000
"""New objects from which garbage is looked for: a short run makes many and drops few, and looking costs a fifth."""


def lint(
    plan: Plans = None,
    select: Select = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="A file of findings that are accepted.")] = None,
    format: Annotated[str, typer.Option("--format", help="table, json, csv, sarif, junit or html.")] = "table",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Show every note in the table, too.")] = False,
    output: Out = None,
) -> None:
    """What a careful archivist would want to be told; exit 1 where there is something."""
    from kg.lint import report

    gc.set_threshold(_SELDOM)
    kg = graph()
    found = kg.findings(plan or (), select or (), baseline)
    chosen = "json" if json else format
    write(report.write(found, chosen, kg.language, every=every or bool(select)), output)
    if found:
        raise typer.Exit(1)


def rule(code: Annotated[str, typer.Argument(help="Code or name of a rule: KG203.")]) -> None:
    """What a rule finds, why, and how it is mended."""
    from kg.lint import run

    say(run.explain(code, graph().language))


def fix(
    select: Annotated[list[str], typer.Argument(help="Codes or series of rules.")],
    plan: Plans = None,
    write_: Annotated[bool, typer.Option("--write", help="Make the edit; without it, it is only shown.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the edit; so it is without --write, too.")] = False,
) -> None:
    """The edit of corrections.toml that would mend findings: shown, or made."""
    fixes = graph().fixes(plan or (), select)
    for each in fixes:
        if diff or not write_:
            say(each.diff)
        if write_:
            each.write()
            sys.stderr.write(f"wrote {each.path}\n")
    if not fixes:
        sys.stderr.write("nothing that these rules find can be mended mechanically\n")
