"""What people laid over a document: damage repaired before it is read, errors and successions after."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kg.errors import SourceError
from kg.model.disposition import DispositionRule
from kg.model.fact import Fact
from kg.model.plan import CrossReference, Plan, Process, RecordType
from kg.model.source import Corrections, Damage, Erratum

_LINE = re.compile(r"at line (\d+)")
_LISTS = {
    "process": "processes",
    "record_type": "record_types",
    "cross_reference": "cross_references",
    "disposition_rule": "disposition_rules",
}


def load(path: Path) -> Corrections:
    """A corrections.toml; none where there is no file.

    Raises SourceError where it is no TOML, or says what corrections cannot.
    """
    if not path.is_file():
        return Corrections()
    tables = toml(path)
    try:
        return Corrections.model_validate(tables)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise SourceError(f"{field}: {first['msg']}", where=str(path), hint="see data/README.md") from error


def toml(path: Path) -> dict[str, Any]:
    """Tables of a TOML file.

    Raises SourceError, with the line, where it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        raise SourceError(f"no valid TOML ({error})", where=where, hint="mend the line") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read ({error})", where=str(path), hint="save it as UTF-8 text") from error


def mended(lines: Sequence[str], damage: Iterable[Damage], where: str) -> tuple[str, ...]:
    """Lines with the damage of conversion repaired; their number stays the same, so that places do.

    Raises SourceError where a passage no longer reads as the repair says, or a repair would move the lines below it.
    """
    out = list(lines)
    for repair in damage:
        passage = "\n".join(out[repair.first - 1 : repair.last])
        if repair.read not in passage:
            message = f'line {repair.first} no longer reads "{repair.read}"'
            raise SourceError(message, where=where, hint="renew the repair or drop it")
        if repair.read.count("\n") != repair.right.count("\n"):
            message = f"the repair of line {repair.first} changes the number of lines"
            raise SourceError(message, where=where, hint="keep as many line breaks as were read")
        out[repair.first - 1 : repair.last] = passage.replace(repair.read, repair.right).split("\n")
    return tuple(out)


def effective(plan: Plan, corrections: Corrections, summaries: Mapping[str, str], where: str) -> Plan:
    """The plan with errors corrected, reviewed successors and summaries laid over.

    Raises SourceError where a correction fits no fact, or the fact no longer reads as it says.
    """
    for erratum in corrections.error:
        plan = _corrected(plan, erratum, where)
    processes = {process.code: process for process in plan.processes}
    for succession in corrections.succession:
        if succession.ended not in processes:
            raise SourceError(f"no unit {succession.ended}", where=where, hint="mend the succession or drop it")
        odd = next((code for code in succession.successors if code not in processes), None)
        if odd is not None:
            raise SourceError(f"{succession.ended}: no unit {odd}", where=where, hint="mend the succession")
        ended = processes[succession.ended]
        processes[succession.ended] = ended.model_copy(update={"successors": succession.successors})
    for code, summary in summaries.items():
        if code not in processes:
            raise SourceError(f"a summary of {code}, which is no unit", where=where, hint="mend summaries.toml")
        processes[code] = processes[code].model_copy(update={"summary": summary})
    return plan.model_copy(update={"processes": tuple(processes.values())})


def _corrected(plan: Plan, erratum: Erratum, where: str) -> Plan:
    name = _LISTS[erratum.kind]
    facts: list[Fact] = list(getattr(plan, name))
    for at, fact in enumerate(facts):
        if key(fact) == erratum.key and erratum.field in type(fact).model_fields:
            right = _righted(getattr(fact, erratum.field), erratum)
            if right is not None:
                facts[at] = _with(fact, erratum, right, where)
                return plan.model_copy(update={name: tuple(facts)})
    message = f"{erratum.kind} {erratum.key} has no {erratum.field} that reads {erratum.read!r}"
    raise SourceError(message, where=where, hint="run kg import, then renew or drop the correction")


def _righted(read: object, erratum: Erratum) -> object:
    """The field's value as it should be; None where it does not read as the correction says. "" is no value."""
    if isinstance(read, tuple):
        return tuple(erratum.right if each == erratum.read else each for each in read) if erratum.read in read else None
    return (erratum.right or Ellipsis) if str(read if read is not None else "") == erratum.read else None


def _with(fact: Fact, erratum: Erratum, right: object, where: str) -> Fact:
    data = fact.model_dump() | {erratum.field: None if right is Ellipsis else right}
    try:
        return type(fact).model_validate(data)
    except ValidationError as error:
        message = f"{erratum.key}: {erratum.right!r} cannot be its {erratum.field}"
        raise SourceError(message, where=where, hint="mend the correction") from error


def key(fact: Fact) -> str:
    """What a correction names a fact by: a code; code/name; source>target; code#order."""
    if isinstance(fact, Process):
        return fact.code
    if isinstance(fact, RecordType):
        return f"{fact.process}/{fact.name}"
    if isinstance(fact, CrossReference):
        return f"{fact.source}>{fact.target or fact.to or ''}"
    if isinstance(fact, DispositionRule):
        return f"{fact.process}#{fact.order}"
    return ""
