"""A municipality's shelves as people list them, with the answer to each row, and its reform as an event."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator, Mapping, Sequence

from kg.sample.town import Town
from kg.text import lexicon

HEADS = ("Nr", "Handling", "Nämnd", "År")
ANSWERS = ("Nr", "record", "owner", "action", "board_before", "board_after")

Row = tuple[Sequence[str], Sequence[str]]


def rows(town: Town, chance: random.Random, count: int) -> Iterator[Row]:
    """Rows of the inventory, each with its answer; the owner is "?" where the title does not tell it."""
    words = lexicon.load("sample")["messy"]
    held = [(unit, record) for unit in town.processes if not unit.ended for record in unit.records]
    for number in range(1, count + 1):
        unit, record = chance.choice(held)
        year = chance.randrange(1995, town.reform.year)
        if chance.random() < 0.06:
            title = chance.choice(words["none"])
            told = ("", "?", "", str(unit.board), "?" if len(town.boards[str(unit.board)]) > 1 else str(unit.after))
        else:
            way = chance.choice(words["ways"])
            title = way.replace("{yy}", f"{year % 100:02d}").replace("{y}", str(year)).replace("{}", record.name)
            owners = town.owners(record.name)
            action = "preserve" if record.fate == "B" else "destroy"
            owner = owners[0].code if len(owners) == 1 else "?"
            told = (record.name[0].lower() + record.name[1:], owner, action, str(unit.board), str(unit.after))
        yield (str(number), title, str(unit.board), str(year)), (str(number), *told)


def table(heads: Sequence[str], body: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([heads, *body])
    return text.getvalue().encode()


def event(town: Town) -> bytes:
    """The reform as `kg reorganise` reads it."""
    day = town.reform.isoformat()
    out = [f"name = {_quoted(f'Ny nämndorganisation i {town.name} kommun')}", f"date = {day}", ""]
    for board, takers in town.boards.items():
        if list(takers) == [board]:
            continue
        *named, rest = takers
        for taker in (*named, rest):
            out += ["[[change]]", f"from = {_quoted(board)}", f"to = {_quoted(taker)}"]
            out += [f"processes = {_quoted(list(takers[taker]))}"] if taker != rest else []
            out.append("")
    return "\n".join(out).encode()


def organisations(town: Town) -> bytes:
    """The boards of both orders, as the register of organisations holds them."""
    before = dict.fromkeys(str(unit.board) for unit in town.processes)
    after = dict.fromkeys(str(unit.after) for unit in town.processes)
    bodies: list[Mapping[str, object]] = [{"id": town.slug, "name": f"{town.name} kommun", "kind": "body"}]
    bodies += [{"id": f"{town.slug}-{n}", "name": name, "kind": "board", "part_of": town.slug}
               for n, name in enumerate({**before, **after}, start=1)]  # fmt: skip
    out = [f"# {town.name} kommun: nämnderna före och efter {town.reform}.", ""]
    for body in bodies:
        told = {**body, "plans": [town.slug]}
        out += ["[[organisation]]", *(f"{key} = {_quoted(value)}" for key, value in told.items()), ""]
    return "\n".join(out).encode()


def _quoted(value: object) -> str:
    """As TOML, of which JSON of strings and their lists is a part."""
    return json.dumps(value, ensure_ascii=False)
