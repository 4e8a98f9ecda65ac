"""Retention rules of a small table in running text: a column of records, one of what becomes of them, one of who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.prose import Prose, Sentence
from kg.extract.sections import Paragraph
from kg.grammar import kept, retention, roles
from kg.grammar.keeping import Keeping
from kg.grammar.match import Match
from kg.text import lexicon

Row = tuple[int, Paragraph, list[str]]


def found(prose: Prose) -> Iterator[tuple[Sentence, Match[Keeping]]]:
    """A rule for each row that tells one, in order, read like the sentence that its cells make."""
    for head, *rows in _tables(prose.outline.paragraphs):
        fate, who = _column(head[2], "fates"), _column(head[2], "holders")
        if fate is None:
            continue
        for at, paragraph, cells in rows:
            keeping = _keeping(cells, fate, who, head[2][fate]) if len(cells) == len(head[2]) else None
            if keeping is not None:
                whole = Sentence(paragraph.passage.text, paragraph, at, 0, None)
                yield whole, Match(0, len(paragraph.passage.text), keeping)


def _tables(paragraphs: tuple[Paragraph, ...]) -> Iterator[list[Row]]:
    """Rows that stand right below each other, the head first."""
    table: list[Row] = []
    for at, paragraph in enumerate(paragraphs):
        cells = [cell.strip() for cell in paragraph.passage.text.strip().strip("|").split("|")]
        row = paragraph.kind in {"row", "field"} and len(cells) > 1
        if table and (not row or paragraph.section != table[-1][1].section):
            yield table
            table = []
        if row:
            table.append((at, paragraph, cells))
    if table:
        yield table


def _column(head: list[str], kind: str) -> int | None:
    return next((n for n, cell in enumerate(head) if n and re.match(_words(kind), cell, re.IGNORECASE)), None)


def _keeping(cells: list[str], fate: int, who: int | None, title: str) -> Keeping | None:
    record, said = cells[0], cells[fate][:1].lower() + cells[fate][1:]
    if re.match(r"\d", said):
        said = f"{'gallras efter' if title.casefold().startswith('gallr') else 'bevaras'} {said}"
    elif re.match(r"(?:efter|vid|när)\s", said) and title.casefold().startswith("gallr"):
        said = f"gallras {said}"
    whole = next((m.value for m in retention.find(f"{record} {said}.", custody=True)), None)
    if whole is None:
        plain = next((m.value for m in retention.find(f"Handlingar {said}.", custody=True)), None)
        whole = plain if plain and re.match(r"[\wåäö]", record) and len(record.split()) <= 8 else None
    if whole is None or whole.action not in {"preserve", "destroy", "store"}:
        return None
    holder = roles.starting(cells[who]) if who is not None and who < len(cells) else None
    name = kept.record(record) or (record[:1].lower() + record[1:] if record[1:2].islower() else record)
    return Keeping(
        name, whole.action, whole.modality, whole.period, whole.counted_from, whole.event,
        holder=holder.value if holder else whole.holder, conditions=whole.conditions,
    )  # fmt: skip


@cache
def _words(kind: str) -> str:
    return "|".join(re.escape(word) for word in lexicon.load("retention")["columns"][kind])
