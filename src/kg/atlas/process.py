"""What hangs on one unit: what refers to it, what it refers to, what it took over from and what took over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kg.answer.deviating import deviation
from kg.atlas.plate import NOWHERE, Addresses, Plate, Words, keys, place
from kg.model.listing import ReferenceRow, UnitPage, UnitRef
from kg.view import ego
from kg.view.ego import Neighbour


def tied(told: UnitPage) -> bool:
    """Whether there is anything to draw."""
    return bool(told.references or told.referenced_by or told.successors or told.predecessors)


def process(told: UnitPage, day: date, words: Words, to: Addresses = NOWHERE) -> Plate:
    """The unit in the middle, on its left what leads to it, on its right where it leads."""
    unit = told.unit
    earlier = [_neighbour(ref, words("process.predecessor"), to) for ref in told.predecessors]
    later = [_neighbour(ref, words("process.successor"), to) for ref in told.successors]
    into = [_referring(row, row.source, row.source_title, day, words, to) for row in told.referenced_by]
    out = [_referring(row, row.target, row.target_title, day, words, to) for row in told.references]
    # several references between two units about the same are one line
    incoming, outgoing = [*earlier, *dict.fromkeys(into)], [*later, *dict.fromkeys(out)]
    draw = partial(
        ego.draw, Neighbour(unit.code, unit.title, hue=_hue(unit.code)), incoming, outgoing,
        heads=(words("process.into"), words("process.out")),
    )  # fmt: skip
    return Plate(
        name=f"{unit.plan}-{unit.code}",
        lang=words.lang,
        title=words("process.title", code=unit.code, title=unit.title),
        description=words("process.described", into=len(into), out=len(out)),
        legend=keys(
            words,
            *([("bad-edge", "references.bad")] if any(n.wrong for n in (*incoming, *outgoing)) else []),
            *([("loose", "references.outside")] if any(n.loose for n in (*incoming, *outgoing)) else []),
        ),
        draw=draw,
        head=tuple(words(f"head.{key}") for key in ("from", "subject", "verb", "to", "deviation", "place")),
        rows=tuple(_rows(told, day, words)),
    )


def _rows(told: UnitPage, day: date, words: Words) -> Iterator[tuple[object, ...]]:
    own, at = f"{told.unit.code} {told.unit.title}", place(told.unit.span)
    for ref in told.predecessors:
        yield f"{ref.code} {ref.title}", None, words("process.predecessor"), own, None, at
    for ref in told.successors:
        yield own, None, words("process.successor"), f"{ref.code} {ref.title}", None, at
    for row in (*told.referenced_by, *told.references):
        wrong = deviation(row, day)
        yield (
            f"{row.source} {row.source_title or ''}".strip(), row.subject, row.verb,
            " ".join(filter(None, (row.target, row.target_title or row.cited_title))) or row.to,
            words(f"deviation.{wrong}") if wrong else None, place(row.span),
        )  # fmt: skip


def _hue(code: str) -> int:
    first = code.partition(".")[0]
    return int(first) - 1 if first.isdecimal() and first != "0" else 0


def _neighbour(ref: UnitRef, about: str, to: Addresses) -> Neighbour:
    return Neighbour(ref.code, ref.title, about, to.unit(ref.plan, ref.code), hue=_hue(ref.code))


def _referring(
    row: ReferenceRow, code: str | None, title: str | None, day: date, words: Words, to: Addresses
) -> Neighbour:
    wrong = deviation(row, day)
    return Neighbour(
        name=code or row.to or words("references.nowhere"),
        title=title or (row.cited_title if code else None),
        about=row.subject,
        href=to.unit(row.plan, code) if code and title else None,
        wrong=words(f"deviation.{wrong}") if wrong else None,
        loose=title is None,
        hue=_hue(code or ""),
    )
