"""When the acts that plans cite apply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from kg.atlas.plate import NOWHERE, Addresses, Plate, Words, keys
from kg.catalogue import natural
from kg.model.listing import StatuteRow
from kg.view import timeline
from kg.view.timeline import Span


def laws(rows: Sequence[StatuteRow], day: date, words: Words, to: Addresses = NOWHERE) -> Plate:
    """A bar an act, from the day that it came into force; the rows are of that day."""
    acts = sorted(rows, key=lambda row: (row.in_force_from or date.max, natural(row.number.replace(":", "."))))
    spans = [
        Span(
            key=row.number,
            name=_short(row, day),
            start=row.in_force_from,
            until=row.in_force_until if isinstance(row.in_force_until, date) else None,
            known=row.in_force_until != "unknown",
            holds=row.holds,
        )
        for row in acts
    ]
    return Plate(
        name="lagar",
        lang=words.lang,
        title=words("laws.title"),
        description=words("laws.described"),
        legend=keys(
            words, ("holds", "timeline.holds"), ("over", "timeline.over"), ("unknown", "timeline.unknown"),
            ("day", "timeline.day"), said={"day": day},
        ),
        draw=partial(timeline.draw, spans, day, to.law),
        head=tuple(words(f"head.{key}") for key in _HEAD),
        rows=tuple(
            (r.number, r.title, r.in_force_from, r.in_force_until, words(_STATES[r.holds]), " ".join(r.replaced_by),
             len(r.cited_by))
            for r in acts
        ),
    )  # fmt: skip


_HEAD = ("number", "title", "from", "until", "holds", "replaced_by", "cited")
_STATES = {True: "timeline.yes", False: "timeline.no", None: "timeline.unknown"}


def _short(row: StatuteRow, day: date) -> str:
    names = row.called(day) or row.names
    return f"{names[0].name} {row.number}" if names else row.title
