"""The command line: `kg resolve`, `build`, `import`, `facts`, `query`, `validate`, `export` and `graph`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kg import __version__
from kg.errors import FailedError, KgError, UsageError

if TYPE_CHECKING:
    from kg.model.answer import FactValue
    from kg.service import KnowledgeGraph

app = typer.Typer(
    name="kg",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Which process owns a record, where it goes, how long it is kept, by which law, and why.\n\n"
    "Exit status: 0 fine, 1 findings or differences, 2 wrong use, 3 failed.",
)

_held = ExitStack()
"""What a command holds open until it ends."""

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")]
Plans = Annotated[list[str] | None, typer.Option("--plan", help="Slug of a plan; may be given several times.")]
Out = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; standard output where left out.")]


def _kg() -> KnowledgeGraph:
    from kg.service import KnowledgeGraph
    from kg.settings import Settings

    return _held.enter_context(KnowledgeGraph(Settings.from_environment()))


def _say(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _write(data: bytes, target: Path | None) -> None:
    if target is None:
        sys.stdout.buffer.write(data)
        return
    from kg.extract.package import replace_file

    replace_file(target, data)
    sys.stderr.write(f"wrote {target}\n")


def _pairs(given: Iterable[str] | None, name: str) -> dict[str, FactValue]:
    pairs: dict[str, FactValue] = {}
    for item in given or ():
        key, equals, value = item.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"--{name} {item!r} is not KEY=VALUE", hint=f"write --{name} status=avslutat")
        pairs[key.strip()] = value.strip()
    return pairs


@app.command()
def resolve(
    text: Annotated[str | None, typer.Argument(help="The record, or the question as a person puts it.")] = None,
    plan: Plans = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The day asked about, YYYY-MM-DD; today where left out.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="A fact, KEY=VALUE; may be given several times.")
    ] = None,
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read one JSON question a line; write one answer a line.")
    ] = False,
    json: Json = False,
) -> None:
    """Who owns the record, where it goes, and why."""
    from kg.face import render

    kg = _kg()
    if stdin:
        for line in render.answers(kg, sys.stdin):
            _say(line)
            sys.stdout.flush()
        return
    if text is None:
        raise UsageError("no record was named", hint='write kg resolve "leverantörsfaktura"')
    answer = kg.with_passages(kg.resolve(kg.question(text, plan or (), on, _pairs(fact, "fact"))))
    _say(render.as_json(answer) if json else render.card(answer, kg.language))


@app.command()
def build(json: Json = False) -> None:
    """Facts of all plans to the store, validated; an old store serves until the new one is whole."""
    from kg.face import render

    report = _kg().build()
    _say(render.as_json(report) if json else render.build(report))


@app.command("import")
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
    json: Json = False,
) -> None:
    """Read a document into a plan folder; what could not be understood is listed with its place."""
    from kg.face import render

    report = _kg().import_plan(file, slug=slug, out=out, check=check)
    _say(render.as_json(report) if json else render.imported(report))
    if check and report.differences:
        raise typer.Exit(1)


@app.command()
def facts(
    plan: Annotated[str, typer.Argument(help="Slug of the plan.")],
    process: Annotated[str | None, typer.Option("--process", help="Code of a process.")] = None,
    json: Json = False,
) -> None:
    """Which facts the rules ask for, with their values and questions."""
    from kg.face import render

    asked = _kg().facts(plan, process)
    _say(render.as_json(asked) if json else render.asked(asked))


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A .rq file, the name or number of a question in queries/, or SPARQL.")],
    param: Annotated[list[str] | None, typer.Option("--param", help="A parameter, KEY=VALUE.")] = None,
    format: Annotated[str, typer.Option("--format", help="table, json, csv, tsv, xml or turtle.")] = "table",
    output: Out = None,
) -> None:
    """SPARQL, ad hoc or from queries/."""
    values = {key: str(value) for key, value in _pairs(param, "param").items()}
    _write(_kg().query(name, values, format), output)


@app.command()
def questions(json: Json = False) -> None:
    """The questions of queries/, each with its parameters."""
    from kg.face import render

    known = _kg().questions()
    _say(render.as_json(known) if json else render.questions(known))


@app.command()
def validate(
    files: Annotated[list[Path] | None, typer.Argument(help="RDF files; the built graph where left out.")] = None,
    engine: Annotated[str, typer.Option("--engine", help="shacl (fast) or pyshacl (reference).")] = "shacl",
    json: Json = False,
) -> None:
    """SHACL report of the graph or of RDF files; exit 1 where a shape is violated."""
    from kg.face import render

    found = _kg().validate(files or (), engine)
    _say(render.as_json(found) if json else render.findings(found))
    if found:
        raise typer.Exit(1)


@app.command()
def export(
    plan: Annotated[str, typer.Argument(help="Slug of the plan.")],
    format: Annotated[
        str, typer.Option("--format", help="json, csv, ttl, trig, nq, jsonld, rdfxml, skos, rico, graphml or gexf.")
    ] = "json",
    output: Out = None,
) -> None:
    """A plan in another format."""
    _write(_kg().export(plan, format), output)


def _version(wanted: bool) -> None:
    if wanted:
        _say(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


def _fail(line: str, status: int) -> NoReturn:
    sys.stderr.write(f"kg: {line}\n")
    raise SystemExit(status)


def main() -> None:
    """Run the command line; an error is one line on standard error, never a traceback."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "backslashreplace"
            )
    try:
        status = app(sys.argv[1:] or ["--help"], prog_name="kg", standalone_mode=False)
        if isinstance(status, int) and status:
            raise SystemExit(status)
    except KgError as error:
        _fail(str(error), error.exit_status)
    except KeyboardInterrupt:
        _fail("interrupted; nothing was lost", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _fail(str(FailedError(str(error.strerror or error), where=str(error.filename or "")).message), 3)
    except Exception as error:
        if hasattr(error, "format_message"):
            _fail(f"{' '.join(str(error.format_message()).split())}: see kg --help", 2)
        if os.environ.get("KG_DEBUG"):
            raise
        _fail(
            f"a fault of the program ({type(error).__name__}: {error}): set KG_DEBUG=1 to see where, and report it", 3
        )
