"""Commands about change: `kg compare` and `kg what-if`."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.face.terminal import Out, graph, say, write

what_if = typer.Typer(
    name="what-if", help="What a change to one unit would touch; nothing is changed.", no_args_is_help=True
)
Code = Annotated[str, typer.Argument(help="Code of a unit: 2.5.3.")]
Plan = Annotated[str | None, typer.Option("--plan", help="Slug of the plan, where several have the code.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")]


def compare(
    left: Annotated[str, typer.Argument(help="Slug of a plan, its folder, or a facts.json.")],
    right: Annotated[str, typer.Argument(help="What it is compared with: the same forms.")],
    format: Annotated[
        str, typer.Option("--format", help="table, json, csv, html, sssom-tsv, ttl, or toml to review.")
    ] = "table",
    editions: Annotated[
        bool, typer.Option("--editions", help="Take them for two editions of one plan, though their slugs differ.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: Out = None,
) -> None:
    """Which unit of one plan, or edition, is which of another, why, and what has changed."""
    from kg.compare import report

    kg = graph()
    found = kg.compare_files(left, right, editions=editions)
    write(report.write(found, "json" if json else format, kg.language), output)


@what_if.command()
def end(
    code: Code,
    into: Annotated[list[str] | None, typer.Option("--into", help="Code of a unit that takes over.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day it would end, YYYY-MM-DD; today if left out.")] = None,
    plan: Plan = None,
    json: Json = False,
) -> None:
    """What if a unit ended."""
    _tell("end", code, json, plan=plan, into=into or (), on=on)


@what_if.command()
def rename(
    code: Code, title: Annotated[str, typer.Argument(help="Its new title.")], plan: Plan = None, json: Json = False
) -> None:
    """What if a unit had another title."""
    _tell("rename", code, json, plan=plan, title=title)


@what_if.command()
def move(
    code: Code,
    under: Annotated[str, typer.Option("--under", help="Code of the unit that it would stand under.")],
    plan: Plan = None,
    json: Json = False,
) -> None:
    """What if a unit stood elsewhere."""
    _tell("move", code, json, plan=plan, under=under)


def _tell(change: str, code: str, json: bool, **asked: object) -> None:
    from kg.compare import trial

    kg = graph()
    found = kg.what_if(change, code, **asked)  # type: ignore[arg-type]
    say(found.model_dump_json() if json else trial.table(found, kg.language))
