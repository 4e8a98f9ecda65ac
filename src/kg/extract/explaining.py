"""What an import understood, in words: which column it took for what, how sure it is, and what it could not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kg.extract.compile import Compiled
from kg.text import lexicon

Language = Literal["sv", "en"]
_DOUBTED = 0.7
"""Below this a person should look at the guess."""


def told(made: Compiled, language: Language = "sv") -> Iterator[str]:
    """Line for line: every table with its columns, what was left out, and what was not understood."""
    seen: set[tuple[str, ...]] = set()
    for table in made.tables:
        columns = tuple(_column(c.head, c.at, c.kind, c.sure, c.why, language) for c in table.columns)
        rows = {"sv": f"{table.rows} rader", "en": f"{table.rows} rows"}[language]
        again = {"sv": "samma kolumner som ovan", "en": "the same columns as above"}[language]
        yield f"{table.place}: {rows}{f', {again}' if columns in seen else ''}"
        yield from () if columns in seen else (f"  {line}" for line in columns)
        seen.add(columns)
    yield from made.notes
    yield from (unread.message if language == "sv" else unread.message_en for unread in made.unread)


def _column(head: str, at: int, kind: str, sure: float, why: str, language: Language) -> str:
    words = lexicon.load("columns")
    side = 0 if language == "sv" else 1
    named = f"”{head}”" if head else {"sv": f"kolumn {at + 1}", "en": f"column {at + 1}"}[language]
    doubt = {"sv": ": kontrollera", "en": ": check it"}[language] if sure < _DOUBTED else ""
    return f"{named} → {words['labels'][kind][side]} ({round(100 * sure)} %, {words['reasons'][why][side]}){doubt}"
