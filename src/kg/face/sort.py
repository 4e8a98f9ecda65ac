"""Commands on whole inventories: `kg batch` and `kg reorganise`; `kg sample` makes some up."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from kg.face.terminal import Json, On, Plans, graph, pairs, say

Folder = Annotated[Path, typer.Option("--output", "-o", help="Folder for the lists; written whole or not at all.")]


Inventory = Annotated[Path, typer.Argument(help="The inventory: csv, xlsx, ods or parquet.")]
Columns = Annotated[
    list[str] | None, typer.Option("--map", help="A column and what it holds, COLUMN=FACT: Handling=record.")
]
Least = Annotated[
    float | None, typer.Option("--least", help="Certainty (0 to 1) below which a row is left to a person; 0.8.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where a run that was stopped had come.")]
Engine = Annotated[str, typer.Option("--engine", help="polars (one machine) or spark (many).")]


def batch(
    inventory: Inventory,
    output: Folder,
    plan: Plans = None,
    map_: Columns = None,
    on: On = None,
    least: Least = None,
    resume: Resume = False,
    engine: Engine = "polars",
    json: Json = False,
) -> None:
    """An answer a row, a delivery list for each recipient, and the rows that need a person."""
    kg = graph()
    columns = {column: str(fact) for column, fact in pairs(map_, "map").items()}
    chosen = cast(Literal["polars", "spark"], engine)
    with _bar(inventory.name) as progress:
        summary = kg.batch(
            inventory, output, plan or (), columns, on, least=least, resume=resume, engine=chosen, progress=progress
        )
    say(jsonlib.dumps(summary.as_dict(), ensure_ascii=False, indent=1) if json else summary.readable(kg.language))
    sys.stderr.write(f"wrote {output}\n")


def reorganise(
    event: Annotated[Path, typer.Argument(help="The reorganisation: a TOML file with its [[change]]s.")],
    inventory: Inventory,
    output: Folder,
    plan: Plans = None,
    map_: Columns = None,
    least: Least = None,
    resume: Resume = False,
    engine: Engine = "polars",
    json: Json = False,
) -> int:
    """A list for each body that takes over, and the proof that nothing is left out or given twice."""
    kg = graph()
    columns = {column: str(fact) for column, fact in pairs(map_, "map").items()}
    chosen = cast(Literal["polars", "spark"], engine)
    with _bar(inventory.name) as progress:
        _, proof = kg.reorganise(
            event, inventory, output, plan or (), columns, least=least, resume=resume, engine=chosen, progress=progress
        )
    say(proof.as_json().decode() if json else proof.readable(kg.language))
    sys.stderr.write(f"wrote {output}\n")
    return 0 if proof.holds else 1


def sample(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the municipalities.")],
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 7,
    orgs: Annotated[int, typer.Option("--orgs", help="How many municipalities.")] = 10,
    rows: Annotated[int, typer.Option("--rows", help="Rows of each inventory.")] = 60,
) -> None:
    """Made-up municipalities with plans, boards, inventories and planted faults, and the answers to them."""
    kg = graph()
    with _bar("sample") as progress:
        kg.sample(output, seed, orgs, rows, progress)
    sys.stderr.write(f"wrote {output}\n")


@contextmanager
def _bar(name: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
