"""Units and their text to facts: one grammar a kind of fact, each fact with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract import legal, lifespan, parties, structure, terms
from kg.extract.legal import Laws
from kg.extract.structure import Entry, Structure
from kg.grammar import dispositions, records, references
from kg.model.disposition import DispositionRule
from kg.model.law import Citation
from kg.model.plan import CrossReference, Plan, Process, RecordType
from kg.model.source import Unread
from kg.read.document import Document
from kg.text.passage import Passage


def plan(
    slug: str, document: Document, laws: Laws, units: Mapping[str, str], found: Structure | None = None
) -> tuple[Plan, list[Unread]]:
    """All facts of a classification structure, and what could not be understood.

    `laws` are the acts that citations may mean; `units` folded names of units to the short form that the document, or
    the register, has for them; `found` the units, where they were found already.
    """
    found = found or structure.find(document)
    entries = found.entries
    introduced = parties.find(document)
    known = {**units, **parties.units(introduced)}
    titles = {entry.code: entry.title.text for entry in entries}
    rules, unread = _rules(document, entries, known)
    made = Plan(
        slug=slug,
        document=document.name,
        sha256=document.sha256,
        processes=tuple(_processes(document, entries)),
        record_types=tuple(_records(document, entries)),
        cross_references=tuple(_references(document, entries, titles)),
        disposition_rules=tuple(rules),
        citations=tuple(_citations(document, entries, laws)),
        parties=introduced,
    )
    return made, sorted([*found.unread, *unread], key=lambda u: u.first)


def _processes(document: Document, entries: Sequence[Entry]) -> Iterator[Process]:
    codes = frozenset(entry.code for entry in entries)
    for entry in entries:
        told = [lifespan.find(passage.text) for passage in (entry.title, *entry.text[:1])]
        title = entry.title.text[: _title_end(entry.title.text)].strip(" ,;:")
        yield Process(
            code=entry.code,
            level=structure.level(entry, codes),
            title=title,
            parent=structure.parent(entry.code, codes),
            added=next((life.added for life in told if life.added), None),
            ended=next((life.ended for life in told if life.ended), None),
            successors=next((life.successors for life in told if life.successors), ()),
            terms=terms.of(passage.text for passage in entry.text),
            span=document.place(entry.title),
        )


def _title_end(title: str) -> int:
    """A title without the words that say when its unit came or went, where they stand at its end."""
    return next(
        (at for at in range(1, len(title)) if title[at - 1] in " (" and lifespan.find(title[at:]).end), len(title)
    )


def _records(document: Document, entries: Iterable[Entry]) -> Iterator[RecordType]:
    for entry in entries:
        seen: set[str] = set()
        for passage in entry.text:
            for match in records.find(passage.text):
                if match.value.name in seen:
                    continue
                seen.add(match.value.name)
                yield RecordType(
                    process=entry.code,
                    name=match.value.name,
                    phrase=match.value.phrase,
                    span=document.place(passage, match.start, match.end),
                )


def _references(document: Document, entries: Iterable[Entry], titles: Mapping[str, str]) -> Iterator[CrossReference]:
    for entry in entries:
        for passage in (entry.title, *entry.text):
            listed = records.lists(passage.text)
            for match in references.find(passage.text, titles):
                draft = match.value
                if draft.target == entry.code or any(a <= match.start and match.end <= b for a, b in listed):
                    continue
                yield CrossReference(
                    source=entry.code,
                    subject=draft.subject,
                    verb=draft.verb,
                    kind=draft.kind,
                    cited_level=draft.cited_level,
                    target=draft.target,
                    cited_title=draft.cited_title,
                    external=draft.external,
                    to=draft.to,
                    span=document.place(passage, match.start, match.end),
                )


def _rules(
    document: Document, entries: Iterable[Entry], units: Mapping[str, str]
) -> tuple[list[DispositionRule], list[Unread]]:
    rules: list[DispositionRule] = []
    unread: list[Unread] = []
    for entry in entries:
        cell = _one(entry.disposition)
        if cell is None:
            continue
        matches = dispositions.find(cell.text, units)
        for order, match in enumerate(matches, start=1):
            draft = match.value
            rules.append(
                DispositionRule(
                    process=entry.code,
                    order=order,
                    action=draft.action,
                    recipients=draft.recipients,
                    recipient_logic=draft.recipient_logic,
                    applies_to=draft.applies_to,
                    conditions=draft.conditions,
                    otherwise=draft.otherwise,
                    truncated=draft.truncated,
                    action_inferred=draft.action_inferred,
                    span=document.place(cell, match.start, match.end),
                )
            )
        unread += [_no_rule(cell, entry.code, span) for span in dispositions.unread(cell.text, matches)]
    return rules, unread


def _one(passages: Sequence[Passage]) -> Passage | None:
    whole = passages[0] if passages else None
    for passage in passages[1:]:
        whole = whole.joined(passage) if whole else passage
    return whole


def _no_rule(cell: Passage, code: str, span: tuple[int, int]) -> Unread:
    first, last = cell.span_lines(*span)
    words = " ".join(cell.text[slice(*span)].split()[:6])
    return Unread(
        first=first,
        last=last,
        message=f"{code}: ”{words} …” gav ingen regel: skriv om meningen, eller lägg regeln i corrections.toml",
        message_en=f'{code}: "{words} …" gave no rule: reword the sentence, or lay the rule in corrections.toml',
    )


def _citations(document: Document, entries: Iterable[Entry], laws: Laws) -> Iterator[Citation]:
    for entry in entries:
        for passage in (entry.title, *entry.text, *entry.disposition):
            yield from legal.citations(passage, entry.code, document, laws)
