"""Commands that ask: `kg resolve`, `facts`, `law`, `query` and `questions`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import SourceError, UsageError
from kg.face.terminal import Json, On, Out, Plans, graph, pairs, say, write


def resolve(
    text: Annotated[str | None, typer.Argument(help="The record, or the question as a person puts it.")] = None,
    plan: Plans = None,
    on: On = None,
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

    kg = graph()
    if stdin:
        for line in render.answers(kg, sys.stdin):
            say(line)
            sys.stdout.flush()
        return
    if text is None:
        raise UsageError("no record was named", hint='write kg resolve "leverantörsfaktura"')
    answer = kg.with_passages(kg.resolve(kg.question(text, plan or (), on, pairs(fact, "fact"))))
    say(render.as_json(answer) if json else render.card(answer, kg.language))


def facts(
    plan: Annotated[str, typer.Argument(help="Slug of the plan.")],
    process: Annotated[str | None, typer.Option("--process", help="Code of a process.")] = None,
    json: Json = False,
) -> None:
    """Which facts the rules ask for, with their values and questions."""
    from kg.face import render

    asked = graph().facts(plan, process)
    say(render.as_json(asked) if json else render.asked(asked))


def law(
    text: Annotated[str, typer.Argument(help="A text, a text file, or - for standard input.")],
    on: On = None,
    json: Json = False,
) -> None:
    """The laws that a text cites: where to find them, whether they are in force, and what replaced them."""
    from kg.face import render

    kg = graph()
    rows = kg.law(_given(text), on)
    say(render.as_json(rows) if json else render.laws(rows, kg.language))


def _given(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    path = Path(text)
    try:
        if len(text) > 255 or not path.is_file():
            return text
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("the file is no UTF-8 text", where=text, hint="save it as UTF-8") from error
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=text, hint="check the name") from error


def query(
    name: Annotated[str, typer.Argument(help="A .rq file, the name or number of a question in queries/, or SPARQL.")],
    param: Annotated[list[str] | None, typer.Option("--param", help="A parameter, KEY=VALUE.")] = None,
    format: Annotated[str, typer.Option("--format", help="table, json, csv, tsv, xml or turtle.")] = "table",
    output: Out = None,
) -> None:
    """SPARQL, ad hoc or from queries/."""
    values = {key: str(value) for key, value in pairs(param, "param").items()}
    write(graph().query(name, values, format), output)


def questions(json: Json = False) -> None:
    """The questions of queries/, each with its parameters."""
    from kg.face import render

    known = graph().questions()
    say(render.as_json(known) if json else render.questions(known))
