"""A handbook or guideline into facts: its sections, what it cites, and what its sentences lay down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from kg.extract import keeping, legal, matters, meetings, passages, sections, tasks
from kg.extract.legal import Laws
from kg.extract.prose import Prose, Sentence
from kg.extract.sections import Paragraph
from kg.grammar import disclosure, secrecy, systems
from kg.grammar.acts import Names
from kg.grammar.secrecy import Secrecy
from kg.model.handbook import Assignment, Forum, Passage, Responsibility, SecrecyRule, Section, System
from kg.model.law import Citation
from kg.model.plan import Plan
from kg.model.retention import RetentionRule
from kg.read.document import Document


@dataclass(frozen=True)
class Handbook:
    """The lists of `kg.model.plan.Plan` that a prose document fills."""

    sections: tuple[Section, ...]
    retention_rules: tuple[RetentionRule, ...]
    citations: tuple[Citation, ...]
    responsibilities: tuple[Responsibility, ...]
    assignments: tuple[Assignment, ...]
    fora: tuple[Forum, ...]
    secrecy_rules: tuple[SecrecyRule, ...]
    systems: tuple[System, ...]
    passages: tuple[Passage, ...]


def read(document: Document, names: Names, day: date | None = None) -> Handbook:
    """Facts of a prose document; what no grammar can structure gives none.

    `day` is the day on which the document was written, for names of laws that have changed their meaning; without it
    the document's own dates tell.
    """
    return _facts(Prose(document, sections.read(document), legal.laws(document, names, day)))


def plan(slug: str, document: Document, laws: Laws) -> Plan:
    """The same facts as a plan of this slug, with names of laws meaning what `laws` says."""
    found = _facts(Prose(document, sections.read(document), laws))
    lists = {field.name: getattr(found, field.name) for field in fields(found)}
    return Plan(slug=slug, document=document.name, sha256=document.sha256, **lists)


def _facts(prose: Prose) -> Handbook:
    return Handbook(
        sections=prose.outline.sections,
        retention_rules=keeping.rules(prose),
        citations=tuple(_citations(prose)),
        responsibilities=tasks.responsibilities(prose),
        assignments=matters.found(prose),
        fora=meetings.found(prose),
        secrecy_rules=tuple(_secrecy(prose)),
        systems=_systems(prose),
        passages=tuple(passages.found(prose)),
    )


def _citations(prose: Prose) -> Iterator[Citation]:
    """What each paragraph cites; a footnote's citations stand both in the footnote and at its mark in the text."""
    notes = _notes(prose)
    for at, paragraph in enumerate(prose.outline.paragraphs):
        if paragraph.kind == "note":
            yield from notes[at]
            continue
        yield from legal.citations(
            paragraph.passage, paragraph.section, prose.document, prose.laws, prose.standings.get(at)
        )
        for marker in paragraph.markers:
            text_of = _note_of(prose, paragraph, marker.number, at)
            for citation in notes.get(text_of, []) if text_of is not None else []:
                place = prose.document.span(marker.line, marker.line)
                yield citation.model_copy(update={"text": marker.word, "cited_by": paragraph.section, "span": place})


def _notes(prose: Prose) -> Mapping[int, list[Citation]]:
    """Citations of each footnote, by its paragraph's place; cited by the section where its mark stands."""
    found: dict[int, list[Citation]] = {}
    before: list[Citation] = []
    for at, paragraph in enumerate(prose.outline.paragraphs):
        if paragraph.kind == "note":
            section = _marked_in(prose, paragraph, at) or paragraph.section
            before = legal.of_note(paragraph.passage, section, prose.document, prose.laws, before)
            found[at] = before
    return found


def _marked_in(prose: Prose, note: Paragraph, at: int) -> str | None:
    marked = [p.section for p in prose.outline.paragraphs[:at] if any(m.number == note.note for m in p.markers)]
    return marked[-1] if marked else None


def _note_of(prose: Prose, paragraph: Paragraph, number: int, at: int) -> int | None:
    """Place of the footnote that a mark points to: the first of its number after the mark."""
    later = enumerate(prose.outline.paragraphs[at:], start=at)
    return next((n for n, other in later if other.kind == "note" and other.note == number), None)


def _secrecy(prose: Prose) -> Iterator[SecrecyRule]:
    seen: set[Secrecy] = set()
    for sentence in [*prose.stated, *_quoted_notes(prose)]:
        lead = sentence.paragraph.lead or ""
        item = sentence.paragraph.kind == "item" and sentence.start == 0
        rule = secrecy.find(sentence.text, item and secrecy.breaks(lead), item and secrecy.kinds_of_consent(lead))
        told = [(sentence, rule)] if rule else [
            (half, one) for half in _halves(sentence) for one in disclosure.find(half.text)
        ]  # fmt: skip
        for place, one in told:
            if one not in seen:
                seen.add(one)
                yield SecrecyRule(
                    rule=one.rule, kind=one.kind, applies_to=one.applies_to, legal=prose.legal(place),
                    section=place.section, span=prose.span(place),
                )  # fmt: skip


def _halves(sentence: Sentence) -> Iterator[Sentence]:
    for start, end in disclosure.parts(sentence.text):
        yield replace(sentence, text=sentence.text[start:end], start=sentence.start + start)


def _quoted_notes(prose: Prose) -> Iterator[Sentence]:
    """Footnotes as sentences, as they may quote a law's own rule."""
    for at, paragraph in enumerate(prose.outline.paragraphs):
        if paragraph.kind == "note":
            yield Sentence(paragraph.passage.text, paragraph, at, 0, None)


def _systems(prose: Prose) -> tuple[System, ...]:
    """Systems, each once a section, with all records that the section says it holds."""
    found: dict[tuple[str, str], System] = {}
    for sentence in prose.sentences:
        for match in systems.find(sentence.text):
            named, key = match.value, (sentence.section, match.value.name.casefold())
            before = found.get(key)
            held = (named.holds,) if named.holds and not (before and named.holds in before.holds) else ()
            if before is None:
                span = prose.span(sentence, match.start, match.end)
                found[key] = System(
                    name=named.name, used_for=named.used_for, holds=held, section=sentence.section, span=span
                )
            else:
                use = before.used_for or named.used_for
                found[key] = before.model_copy(update={"used_for": use, "holds": (*before.holds, *held)})
    return tuple(found.values())
