"""Values of facts as the text of a cell, and back: what is edited in a spreadsheet says the same when read again."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from kg.model.disposition import Condition

MARK = "kg-plan 1"
"""What the first sheet of a workbook of ours calls itself, so that an import knows it."""
LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds."""
_YES = {"ja": True, "yes": True, "true": True, "nej": False, "no": False, "false": False}
_RISKY = re.compile(r"\"|_x[0-9A-Fa-f]{4}_")
_AT = re.compile(r"\s+at\s+(\d{4}-\d{2}-\d{2})")
_OF = re.compile(r"\s+of\s+(?=\")")
_DECODER = json.JSONDecoder()


class Miswritten(ValueError):
    """A cell that says nothing a program can read, with what to write instead, in Swedish and English."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__(en)
        self.sv, self.en = sv, en


def written(value: object) -> str:
    """A field's value as text: nothing for None, "ja" or "nej", one line an item; a condition is `about op "value"`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, tuple):
        return "\n".join(_condition(v) if isinstance(v, Condition) else _plain(str(v)) for v in value)
    return value.isoformat() if isinstance(value, date) else _plain(str(value))


def value_of(lines: Sequence[str], annotation: Any) -> object:
    """The value that the lines of a cell stand for, in a field of this type; none is None. Pydantic checks it further.

    Raises Miswritten where a condition cannot be read, or a text begins with a quotation mark and never ends.
    """
    kinds = _kinds(annotation)
    if Condition in kinds:
        return tuple(_read_condition(line) for line in lines)
    if tuple in kinds:
        return tuple(map(_read, lines))
    if not lines:
        return None
    text = _read(lines[0]) if len(lines) == 1 else " ".join(map(_read, lines))
    return _YES[text.casefold()] if bool in kinds and text.casefold() in _YES else text


def _kinds(annotation: Any) -> set[Any]:
    """All types that an annotation names, within its brackets too."""
    found = {annotation, getattr(annotation, "__origin__", annotation)}
    for part in get_args(annotation):
        found |= _kinds(part) if not isinstance(part, str) else set()
    return found


def _plain(text: str) -> str:
    """A text as it is, or, where a cell would not keep it, in quotation marks as JSON has it."""
    keeps = text and text == text.strip() and text.isprintable() and not text.startswith('"')
    return text if keeps and not _RISKY.search(text) else json.dumps(text).replace("_x", "\\u005fx")


def _read(line: str) -> str:
    if not line.startswith('"'):
        return line
    try:
        return str(json.loads(line))
    except ValueError as error:
        short = line[:40]
        raise Miswritten(
            f"citattecknen i {short} går inte ihop", f"the quotation marks of {short} do not match"
        ) from error


def _condition(condition: Condition) -> str:
    value = condition.value if isinstance(condition.value, str) else list(condition.value)
    said = f"{condition.about} {condition.op} {_json(value)}"
    said += f" at {condition.at.isoformat()}" if condition.at else ""
    said += f" of {_json(condition.of)}" if condition.of is not None else ""
    return f"{said} inferred" if condition.inferred else said


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    keeps = text.isprintable() and not re.search(r"_x[0-9A-Fa-f]{4}_", text)
    return text if keeps else json.dumps(value).replace("_x", "\\u005fx")


def _read_condition(line: str) -> dict[str, object]:
    """A condition from its line.

    Raises Miswritten with the way it is written.
    """
    wrong = Miswritten(
        f'”{line[:40]}” är inget villkor: skriv status is "avslutat"',
        f'"{line[:40]}" is no condition: write status is "avslutat"',
    )
    head = re.match(r"\s*([\w-]+)\s+([\w-]+)\s+(?=[\"\[])", line)
    if not head:
        raise wrong
    try:
        value, at = _DECODER.raw_decode(line, head.end())
        found: dict[str, object] = {"about": head[1], "op": head[2], "value": value}
        if day := _AT.match(line, at):
            found["at"], at = day[1], day.end()
        if of := _OF.match(line, at):
            found["of"], at = _DECODER.raw_decode(line, of.end())
    except ValueError as error:
        raise wrong from error
    rest = line[at:].strip()
    if rest not in {"", "inferred"}:
        raise wrong
    return found | {"inferred": rest == "inferred"}
