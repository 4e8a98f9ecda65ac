"""Commands that make: `kg import`, `build`, `validate` and `export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.face.terminal import Json, Out, graph, say, unpack, write


def build(json: Json = False) -> None:
    """Facts of all plans to the store, validated; an old store serves until the new one is whole."""
    from kg.face import render

    report = graph().build()
    say(render.as_json(report) if json else render.build(report))


def import_(
    file: Annotated[Path, typer.Argument(help="The document to read.")],
    slug: Annotated[
        str | None, typer.Option("--slug", help="Slug of the plan; found by the file's name or made from it.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the plan's folder; data/plans where left out.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with the committed facts; exit 1 on a difference.")
    ] = False,
    profile: Annotated[
        Path | None, typer.Option("--profile", help="TOML that names columns, numbering and marks.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell which column was taken for what.")] = False,
    build: Annotated[
        bool, typer.Option("--build/--no-build", help="Build the graph, so that the plan answers; not with --out.")
    ] = True,
    json: Json = False,
) -> None:
    """Read a document into a plan folder; what could not be understood is listed with its place."""
    from kg.face import render
    from kg.importing import Wanted

    kg = graph()
    wanted = Wanted(slug, out, profile, check, kg.language if explain else None)
    report = kg.import_plan(file, wanted)
    say(render.as_json(report) if json else render.imported(report))
    if check and report.differences:
        raise typer.Exit(1)
    if build and out is None and not check:
        sys.stderr.write(f"built {kg.build().store}\n")


def validate(
    files: Annotated[list[Path] | None, typer.Argument(help="RDF files; the built graph where left out.")] = None,
    engine: Annotated[str, typer.Option("--engine", help="shacl (fast) or pyshacl (reference).")] = "shacl",
    json: Json = False,
) -> None:
    """SHACL report of the graph or of RDF files; exit 1 where a shape is violated."""
    from kg.face import render

    found = graph().validate(files or (), engine)
    say(render.as_json(found) if json else render.findings(found))
    if found:
        raise typer.Exit(1)


def export(
    plan: Annotated[str, typer.Argument(help="Slug of the plan.")],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="json, csv, xlsx, html, site, ttl, nt, trig, nq, jsonld, rdfxml, skos, rico, dcat, graphml, gexf, "
            "dot, mermaid or svg.",
        ),
    ] = "json",
    output: Out = None,
) -> None:
    """A plan in another format; a site goes into the folder that is named, or into a file whose name ends in .zip."""
    made = graph().export(plan, format)
    if format == "site" and output is not None and output.suffix != ".zip":
        unpack(made, output)
    else:
        write(made, output)
