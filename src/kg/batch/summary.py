"""What a run came to, so that it adds up: the sum of the lists is the inventory, and each copy has its rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.batch import telling
from kg.errors import FailedError
from kg.export.delivery import grouped


@dataclass(frozen=True, slots=True)
class ListCount:
    """One list of the output."""

    name: str
    kind: str
    """delivery, kept, person or broken."""
    rows: int
    also: int
    """Rows of it that stand on another list too, as a rule gives the record to both."""
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """All that a run did."""

    inventory: str
    """Name of the file."""
    plans: tuple[str, ...]
    on: str | None
    mapping: dict[str, str]
    """Facts to the columns that held them."""
    least: float
    rows: int
    """Rows of the inventory, broken ones too."""
    lists: tuple[ListCount, ...]
    shared: int
    """Rows that stand on several lists by rule."""
    statuses: dict[str, int]
    distinct: int
    """Distinct questions that were put to the resolver in this run."""
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def copies(self) -> int:
        """Entries of lists beyond one for each row."""
        return sum(each.rows for each in self.lists) - self.rows

    @property
    def settled(self) -> int:
        """Rows that need no person."""
        return self.rows - sum(each.rows for each in self.lists if each.kind in {"person", "broken"})

    def checked(self, copies: int) -> Summary:
        """The summary, where it adds up.

        `copies` is the number of further lists that rules name, counted row by row. Raises FailedError where a row is
        on no list, or on two without a rule: then no output is put in place.
        """
        if self.copies != copies or sum(self.statuses.values()) != self.rows:
            raise FailedError(
                f"the lists hold {self.copies + self.rows} entries for {self.rows} rows", hint="report it"
            )
        return self

    def as_json(self) -> bytes:
        """As JSON; names and order of the fields are fixed."""
        return (json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n").encode()

    def as_dict(self) -> dict[str, Any]:
        """As plain values."""
        entries = sum(each.rows for each in self.lists)
        sums = {"entries": entries, "copies": self.copies, "rows": entries - self.copies}
        return {**asdict(self), "settled": self.settled, "adds_up": sums}

    def readable(self, language: str) -> str:
        """As text for people."""
        width = max([len(_name(each, language)) for each in self.lists], default=0)
        entries = sum(each.rows for each in self.lists)

        def line(label: str, count: int) -> str:
            return f"  {label:<{max(width, 30)}} {grouped(count):>13}"

        out = [telling.said("summary", language, of=self.inventory), ""]
        out += [line(_name(each, language), each.rows) for each in self.lists]
        out += [line(telling.said("entries", language), entries)]
        out += [line(telling.said("copies", language), -self.copies)] if self.copies else []
        out += [line(telling.said("all-rows", language), self.rows), ""]
        out += [telling.said("settled", language, of=grouped(self.settled), share=share(self.settled, self.rows))]
        return "\n".join([*out, *self.notes]) + "\n"


def _name(each: ListCount, language: str) -> str:
    return list_name(each.name, each.kind, language)


def list_name(name: str, kind: str, language: str) -> str:
    """The name of a list as people read it."""
    if kind == "delivery":
        return telling.said("deliver-to", language, of=name)
    return telling.said(name if kind != "kept" else f"kept-{name}", language)


def share(part: int, whole: int) -> str:
    """A share in per cent, one decimal with a comma."""
    return f"{100 * part / (whole or 1):.1f}".replace(".", ",")


def read(folder: Path) -> dict[str, Any]:
    """The summary that lies in an output."""
    found: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return found


def files_of(lists: Sequence[ListCount]) -> tuple[str, ...]:
    """Files of lists."""
    return tuple(name for each in lists for name in each.files)
