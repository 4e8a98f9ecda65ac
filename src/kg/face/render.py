"""Answers, reports and findings as text for a terminal, or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from kg.answer import wording
from kg.errors import KgError, UsageError
from kg.model.answer import Answer, LegalRef, MissingFact, Place, PlanAnswer, Step
from kg.model.finding import Finding
from kg.text import lexicon

if TYPE_CHECKING:
    from kg.answer.law import LawRow, Moved
    from kg.answer.wording import Language
    from kg.building import BuildReport
    from kg.importing import ImportReport
    from kg.model.listing import AskedFact
    from kg.service import KnowledgeGraph, SavedQuestion

_WIDTH = 100
_LONG = 320
"""Characters of a passage from which on a part of it is shown."""
_NAMED = re.compile("”(.+?)”")
_QUOTE = "       | "
_HEADINGS = {
    "resolved": ("Svar", "Answer"),
    "needs-facts": ("Mer behövs", "More is needed"),
    "ambiguous": ("Flera möjliga", "Several fit"),
    "no-rule": ("Planen har en lucka", "The plan has a gap"),
    "conflict": ("Reglerna krockar", "The rules clash"),
    "not-found": ("Hittades inte", "Not found"),
    "not-in-document": ("Står inte i dokumentet", "The document does not say"),
    "wrong-premise": ("Frågan bygger på fel förutsättning", "The question rests on a wrong premise"),
}


def as_json(value: object) -> str:
    """The value as one line of JSON; models by their fields, dates as YYYY-MM-DD."""
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    return json.dumps(_plain(value), ensure_ascii=False)


def plain(value: object) -> Any:
    """The value as JSON would hold it."""
    return _plain(value)


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, (Path, date)) else value


def answers(kg: KnowledgeGraph, lines: Iterable[str]) -> Iterator[str]:
    """One answer a question, in order; a line that is no question gives {"error": …} and the rest goes on."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = _question(line)
            question = kg.question(asked["text"], asked.get("plans") or (), asked.get("on"), asked.get("facts") or {})
            yield as_json(kg.with_passages(kg.resolve(question)))
        except KgError as error:
            yield json.dumps({"error": {"code": error.code, "line": number, "message": str(error)}}, ensure_ascii=False)


def _question(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError as error:
        raise UsageError(f"no JSON: {error}", hint='write {"text": "…"}') from error
    fits = isinstance(asked, dict) and isinstance(asked.get("text"), str)
    fits = fits and isinstance(asked.get("facts") or {}, dict) and isinstance(asked.get("plans") or [], list)
    if not fits or not isinstance(asked.get("on"), str | None):
        raise UsageError("no question", hint='write {"text": "…", "plans": […], "on": "YYYY-MM-DD", "facts": {…}}')
    return dict(asked)


def card(answer: Answer, lang: Language) -> str:
    """An answer as a card a plan: owner, what happens, what is missing, and why."""
    at = 0 if lang == "sv" else 1
    lines = [f"{_HEADINGS[answer.status][at]}: {answer.question.text}", ""]
    for told in answer.answers:
        lines += [*_plan_card(told, lang), ""]
    if not answer.answers:
        near = ", ".join(answer.suggestions)
        nothing = ("Ingen handling i planerna ligger nära nog.", "No record in the plans is near enough.")[at]
        lines += [nothing, *([f"{('Närmast', 'Nearest')[at]}: {near}"] if near else [])]
    return "\n".join(lines).rstrip()


def _plan_card(told: PlanAnswer, lang: Language) -> Iterator[str]:
    at = 0 if lang == "sv" else 1
    yield f"[{told.plan}] {told.record} – {_HEADINGS[told.status][at].lower()}"
    if told.says:
        yield fill((told.says, told.says_en or told.says)[at], _WIDTH, initial_indent="  ", subsequent_indent="  ")
    if told.owner:
        name = told.owner.name or f"{told.owner.level} {told.owner.code} {told.owner.title}"
        yield f"  {('Ägare', 'Owner')[at] if told.owner.code else ('Vem', 'Who')[at]}: {name}"
    for other in told.not_owner:
        successor = f" → {', '.join(other.successor)}" if other.successor else ""
        yield f"  {('Inte', 'Not')[at]}: {other.code} {other.title or ''} ({other.why}){successor}"
    if told.action:
        said = wording.happens(told.action, told.recipients, told.recipient_logic, lang)
        yield f"  {('Vad som sker', 'What happens')[at]}: {said}"
    if told.conflict:
        yield f"  {('Krockar', 'Clash')[at]}: {wording.clash(told.conflict, lang)}"
    for missing in told.missing_facts:
        yield from _missing(missing, lang)
    for base in told.legal:
        yield f"  {('Lag', 'Law')[at]}: {base.citation} – {_basis(base, at)}"
    if told.steps:
        yield f"  {('Varför', 'Why')[at]}:"
    for number, step in enumerate(told.steps, start=1):
        yield _step(number, step, at)


def _basis(base: LegalRef, at: int) -> str:
    """Whether what an answer rests on is in force on the day asked about."""
    if base.in_force is None:
        return ("okänt om den gäller", "not known whether it is in force")[at]
    if base.in_force:
        return ("gäller", "in force")[at]
    now = f" → {base.replaced_by}" if base.replaced_by else ""
    return ("gäller inte", "not in force")[at] + now


def _missing(missing: MissingFact, lang: Language) -> Iterator[str]:
    at = 0 if lang == "sv" else 1
    yield f"  {('Fråga', 'Question')[at]} ({missing.fact}): {(missing.question, missing.question_en)[at]}"
    for value in missing.values:
        leads = missing.leads_to.get(value)
        yield f"    --fact {missing.fact}={value}{f'  → {_leads(leads, lang)}' if leads else ''}"


def _leads(to: str, lang: Language) -> str:
    """What a value leads to in words: an action, what an answer would say, or a code."""
    heading = _HEADINGS.get(to)
    return str(heading[lang != "sv"]).lower() if heading else wording.happens(to, (), None, lang)


def _step(number: int, step: Step, at: int) -> str:
    said = (step.does, step.does_en)[at]
    where = f" [{_where(step.source)}]" if step.source else ""
    told = fill(f"{said}{where}", _WIDTH, initial_indent=f"    {number}. ", subsequent_indent="       ")
    passage = _excerpt(step)
    return f"{told}\n{fill(passage, _WIDTH, initial_indent=_QUOTE, subsequent_indent=_QUOTE)}" if passage else told


def _excerpt(step: Step) -> str:
    """The passage of a step; of a long row of a table, the part that has the words which the step names."""
    passage = " ".join((step.source.text if step.source and step.source.text else "").split())
    if len(passage) <= _LONG:
        return passage
    named = _NAMED.search(step.does)
    at = passage.casefold().find(named[1].casefold()) if named else -1
    if at < 0:
        return ""
    start, end = max(0, at - _LONG // 4), at + _LONG // 2
    return f"{'… ' if start else ''}{passage[start:end].strip()} …"


def _where(place: Place) -> str:
    first, last = place.lines
    lines = f"{first}" if first == last else f"{first}–{last}"
    return f"{place.document}:{place.cell or lines}"


def build(report: BuildReport) -> str:
    """What a build made, a line a plan."""
    lines = [
        f"{slug}: " + ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in counts.items() if count)
        for slug, counts in report.counts.items()
    ]
    lines += [f"{len(report.findings)} findings from the shapes"] if report.findings else []
    lines += [f"left out: {line}" for line in report.left_out]
    return "\n".join([*lines, f"{'built' if report.changed else 'unchanged'}: {report.store}"])


def imported(report: ImportReport) -> str:
    """Counts, then what could not be understood and what differs, each with its place."""
    counts = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in report.counts.items() if count)
    lines = [f"{report.slug}: {counts}", *(f"  {line}" for line in report.explained or _taken(report))]
    lines += [] if report.explained else [f"  {report.document}:{u.first}: {u.message_en}" for u in report.unread]
    lines += [f"  {line}" for line in report.differences]
    return "\n".join([*lines, *([f"wrote {report.folder}"] if report.folder else [])])


def _taken(report: ImportReport) -> list[str]:
    """Which column was taken for what, and how sure that is, a line for each kind of table."""
    labels = lexicon.load("columns")["labels"]
    said = (
        ", ".join(f'"{c.head}" → {labels[c.kind][1]} ({round(100 * c.sure)} %)' for c in table.columns if c.head)
        for table in report.tables
    )
    return [line for line in dict.fromkeys(said) if line]


def asked(facts: Sequence[AskedFact]) -> str:
    """Facts that rules ask for, with the processes that ask."""
    lines = []
    for fact in facts:
        lines.append(f"{fact.key}: {fact.question}")
        lines += [f"  {', '.join(fact.values)}"] if fact.values else []
        lines += [fill(", ".join(fact.processes), _WIDTH, initial_indent="  ", subsequent_indent="  ")]
    return "\n".join(lines) or "the rules ask for nothing"


def questions(known: Sequence[SavedQuestion]) -> str:
    """Saved questions, a line each with its parameters."""
    return "\n".join(
        f"{q.name}  {q.title_en}" + (f"  ({', '.join(q.parameters)})" if q.parameters else "") for q in known
    )


def findings(found: Sequence[Finding]) -> str:
    """Findings, a line each."""
    return (
        "\n".join(f"{f.severity} {f.rule} {f.plan} {' '.join(f.where)}: {f.message_en}" for f in found)
        or "no violations"
    )


def laws(rows: Sequence[LawRow], lang: Language) -> str:
    """Laws cited, a line a provision: place, provision, act, status on the day, successor, identifier."""
    at = 0 if lang == "sv" else 1
    nothing = ("Texten nämner ingen lag.", "The text cites no law.")[at]
    return "\n".join(_law(row, at) for row in rows) or nothing


def _law(row: LawRow, at: int) -> str:
    chapter = f"{row.chapter} kap." if row.chapter else ""
    section = (
        f"{'art.' if row.kind == 'eu' else ''} {row.section}{'' if row.kind == 'eu' else ' §'}" if row.section else ""
    )
    place = " ".join(f"{chapter} {section}".split())
    act = " ".join(part for part in (row.act, row.title) if part)
    unsure = "" if row.certain else (" (osäkert)", " (not certain)")[at]
    line = f"{('rad', 'line')[at]} {row.line}: {place + ' – ' if place else ''}{act} – {_status(row, at)}{unsure}"
    moved = "; ".join(" ".join(part for part in (m.act, _where_moved(m)) if part) for m in row.moved_to)
    later = moved or "; ".join(f"{s.act} {s.title}" for s in row.replaced_by)
    return f"{line}{f' → {later}' if later else ''}{f'  <{row.iri}>' if row.iri else ''}"


def _where_moved(moved: Moved) -> str:
    chapter = f"{moved.chapter} kap." if moved.chapter else ""
    return " ".join(part for part in (chapter, f"{moved.section} §" if moved.section else "") if part)


def _status(row: LawRow, at: int) -> str:
    if row.in_force is None:
        return ("okänt om den gäller", "not known whether it is in force")[at]
    if row.in_force:
        return ("gäller", "in force")[at]
    until = (f" (t.o.m. {row.until})", f" (until {row.until})")[at] if row.until else ""
    return ("gäller inte", "not in force")[at] + until
