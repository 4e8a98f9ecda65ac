"""A comparison in its formats: a table for people, JSON, CSV, a page, and its mapping as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence

from kg.compare.said import Language, said, why
from kg.errors import UsageError
from kg.model.comparison import Change, Compared, Comparison, Row

_FORMATS = ("table", "json", "csv", "html", "sssom-tsv", "ttl", "toml")
COLUMNS = (
    "status",
    "changes",
    "left",
    "left_title",
    "predicate",
    "right",
    "right_title",
    "origin",
    "confidence",
    "why",
    "comment",
)
_WIDE = 46
_MOST = 40
"""Steps shown in a table; the other formats have all."""


def write(found: Comparison, format: str = "table", lang: Language = "sv") -> bytes:
    """The comparison in a format.

    Raises UsageError for a format that is not known.
    """
    from kg.compare import mapped, page

    formats: Mapping[str, Callable[[Comparison, Language], str]] = {
        "table": table,
        "json": lambda found, _: found.model_dump_json() + "\n",
        "csv": as_csv,
        "html": page.html,
        "sssom-tsv": mapped.sssom,
        "ttl": mapped.turtle,
        "toml": mapped.draft,
    }
    if format not in formats:
        raise UsageError(f"no format is called {format!r}", hint=f"choose {', '.join(_FORMATS)}")
    return formats[format](found, lang).encode()


def table(found: Comparison, lang: Language) -> str:
    """For people: what differs, a line each; what is the same is counted."""
    words = said(lang, found.manner)
    lines = [f"{found.left.plan} ({found.left.document}) – {found.right.plan} ({found.right.document})", ""]
    for row in found.rows:
        if row.status != "same" or (row.match and row.match.predicate != "exactMatch"):
            lines.append(f"{words[row.status]:<14} {_unit(row.left):<{_WIDE}} {sign(row)} {_unit(row.right)}".rstrip())
            if told := how(row, lang):
                lines.append(f"{'':<14}   {told}")
    lines += _steps(found.changes, lang)
    lines += ["", ", ".join(f"{words[status]}: {n}" for status, n in found.counts.items()), words["meaning"]]
    return "\n".join(lines) + "\n"


def how(row: Row, lang: Language) -> str:
    """Relation, who says so and why, on one line; empty where there is nothing to tell."""
    words, match = said(lang), row.match
    if match is None:
        return row.comment or ""
    told = [words[match.predicate], f"{words[match.origin]} {match.confidence:.2f}"]
    told += [why(reason, lang) for reason in match.reasons if reason.score]
    return "; ".join([*told, *([match.comment] if match.comment else [])])


def _unit(unit: Compared | None) -> str:
    text = f"{unit.code} {unit.title}" if unit else "–"
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def sign(row: Row) -> str:
    """How the two units of a row stand to each other, as one character; a space where there is only one."""
    signs = {"exactMatch": "=", "closeMatch": "≈", "broadMatch": "⊂", "narrowMatch": "⊃"}
    return signs[row.match.predicate] if row.match else "≠" if row.left and row.right else " "


def _steps(changes: Sequence[Change], lang: Language) -> list[str]:
    words = said(lang)
    shown = [change for change in changes if not change.moves_only]
    if not changes:
        return []
    lines = ["", words["steps"].format(n=len(changes), moved=len(changes) - len(shown))]
    for change in shown[:_MOST]:
        lines.append(f"  {step(change, lang)}")
    return [*lines, *([f"  … {len(shown) - _MOST}"] if len(shown) > _MOST else [])]


def step(change: Change, lang: Language) -> str:
    """A step in words."""
    words = said(lang)
    where = f"{words[change.list]}: " if change.list else ""
    what = (
        f" {change.field}: {_value(change.before)} → {_value(change.after)}" if change.does in ("edit", "plan") else ""
    )
    does = words["place-step" if change.does == "place" else change.does]
    return f"{does} {where}{change.name}{what}"


def _value(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "–")
    return text if len(text) <= 60 else text[:59] + "…"


def as_csv(found: Comparison, lang: Language) -> str:
    """A line for each row of the comparison."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([COLUMNS, *(fields(row, lang) for row in found.rows)])
    return out.getvalue()


def fields(row: Row, lang: Language) -> list[object]:
    """A row of the comparison under `COLUMNS`."""
    match, left, right = row.match, row.left, row.right
    reasons = "; ".join(why(reason, lang) for reason in match.reasons if reason.score) if match else ""
    return [
        row.status,
        " ".join(row.changes),
        left.code if left else "",
        left.title if left else "",
        match.predicate if match else "",
        right.code if right else "",
        right.title if right else "",
        match.origin if match else "",
        match.confidence if match else "",
        reasons,
        (match.comment if match else row.comment) or "",
    ]
