"""The command that draws: `kg graph`."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.errors import UsageError
from kg.face.terminal import On, Out, graph, write

_SUFFIXES = {"mmd": "mermaid", "gv": "dot", "htm": "html"}


def graph_(
    plan: Annotated[str | None, typer.Option("--plan", help="Slug of a plan; else the first with anything.")] = None,
    view: Annotated[
        str,
        typer.Option("--view", help="tree, icicle, references (or bundle), matrix, process, flow, timeline or laws."),
    ] = "tree",
    process: Annotated[str | None, typer.Option("--process", help="The unit of --view process.")] = None,
    by: Annotated[
        str, typer.Option("--by", help="What --view flow leads to: recipient, action, retention or law.")
    ] = "recipient",
    bad: Annotated[bool, typer.Option("--only-bad", help="Only references that do not hold.")] = False,
    findings: Annotated[bool, typer.Option("--findings", help="Mark what kg lint finds; takes a while.")] = False,
    on: On = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="svg, png, html, csv, graphml, gexf, dot, mermaid or json; else by the file's ending.",
        ),
    ] = None,
    output: Out = None,
) -> None:
    """A picture of a plan, or the network behind it."""
    from kg.atlas.flow import BY
    from kg.atlas.views import Asked

    ending = output.suffix.removeprefix(".").casefold() if output else ""
    chosen = format or _SUFFIXES.get(ending, ending) or "svg"
    if by not in BY:
        raise UsageError(f"streams do not lead to {by!r}", hint=f"choose {', '.join(BY)}")
    kg = graph()
    wrong = kg.wrong() if findings else {}
    asked = Asked(plan, process, next(one for one in BY if one == by), bad, wrong)
    write(kg.graph("process" if process and view == "tree" else view, chosen, asked, on), output)
