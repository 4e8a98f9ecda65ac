"""Responsibilities of a prose document: roles that a sentence leaves out are taken from headings and other places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.prose import Prose, Sentence
from kg.grammar import duties, periods, roles
from kg.grammar.duties import Duty
from kg.grammar.match import Match
from kg.grammar.subjects import words
from kg.model.handbook import Responsibility
from kg.text import lexicon

Found = tuple[Sentence, Match[Duty]]
Told = list[tuple[str, str, str]]
"""Verb, object and role of the duties that name a role."""
_GENERAL = {"göra", "ta", "ge", "få", "vara", "se", "ansvara", "hålla", "följa"}


def responsibilities(prose: Prose) -> tuple[Responsibility, ...]:
    """Responsibilities in the order of the text.

    A pronoun takes the role named before it; a heading that is a role ("Enhetschefens ansvar") lends it to what stands
    under it; a task without anyone named is given to the role that the text elsewhere makes answer for just that task,
    and is marked as inferred.
    """
    found: list[Found] = []
    for sentence in prose.stated:
        matches = duties.find(sentence.text)
        if not matches and found:
            found[-1] = _attributed(_prolonged(found[-1], sentence), sentence)
        found += [(sentence, match) for match in matches]
    fields = tuple(_of_fields(prose))
    told = [(*key, duty.role) for _, m in found for duty in [m.value] if duty.role for key in _keys(duty)]
    every = (_responsibility(prose, sentence, match, told, found[:at]) for at, (sentence, match) in enumerate(found))
    return (*fields, *every)


def _of_fields(prose: Prose) -> Iterator[Responsibility]:
    """Who answers for the document, by the fields of its head: "Dokumentansvar: Socialchef"."""
    kind = prose.titles["s0"].split()[0].casefold()
    known = lexicon.load("duties")["fields"]
    for at, paragraph in enumerate(prose.outline.paragraphs):
        if paragraph.kind != "field":
            continue
        cells = [cell.strip(" :") for cell in paragraph.passage.text.strip().strip("|").split("|")]
        label = next((each for each in known if cells[0].casefold().startswith(each)), None)
        role = roles.starting(cells[-1]) if label and len(cells) == 2 else None
        if label and role:
            whole = Sentence(paragraph.passage.text, paragraph, at, 0, None)
            yield Responsibility(
                role=role.value, duty=f"{known[label]}, {kind}", record="dokumentet", modality="does",
                section=paragraph.section, span=prose.span(whole),
            )  # fmt: skip


def _prolonged(before: Found, sentence: Sentence) -> Found:
    """ "Dock senast tio dagar efter anmälan." sets the time of the duty before it."""
    earlier, match = before
    length = next((m.value for m in periods.lengths(sentence.text) if m.value.deadline), None)
    if (
        length is None
        or earlier.at != sentence.at
        or not re.match(r"(?:dock|men)?\s?(?:senast|inom)\b", sentence.text, re.I)
    ):
        return before
    return earlier, Match(match.start, match.end, replace(match.value, deadline=length.deadline))


def _attributed(before: Found, sentence: Sentence) -> Found:
    """ "Det sköts av registratorn." tells whose the duty before it is."""
    earlier, match = before
    done = re.match(rf"(?:det|detta)\s(?:{words('done')})\sav\s", sentence.text, re.IGNORECASE)
    role = roles.starting(sentence.text[done.end() :]) if done else None
    if role is None or earlier.at != sentence.at or match.value.role is not None:
        return before
    return earlier, Match(match.start, match.end, replace(match.value, role=role.value))


def _keys(duty: Duty) -> Iterable[tuple[str, str]]:
    """A duty as verb and object, one for each of several objects: ("genomföra", "planeringssamtal")."""
    verb, _, rest = duty.duty.partition(" ")
    if verb in _GENERAL:
        return
    for what in re.split(r",\s|\soch\s|\ssamt\s", rest):
        words = what.split()
        if words and len(words) <= 2:
            yield verb, words[-1].casefold()


def _same_task(duty: Duty, told: Told) -> str | None:
    """The role that the text makes answer for the same verb and object, in whatever form the noun stands."""
    verb, _, rest = duty.duty.partition(" ")
    noun = rest.split(" ", 1)[0].casefold()
    for other, what, role in told:
        short, long = sorted((noun, what), key=len)
        if (
            verb == other
            and role not in {"du", "denne"}
            and len(short) > 5
            and long.startswith(short)
            and len(long) - len(short) <= 3
        ):
            return role
    return None


def _responsibility(
    prose: Prose, sentence: Sentence, match: Match[Duty], told: Told, before: list[Found]
) -> Responsibility:
    duty = match.value
    role, inferred = duty.role, False
    if role == "denne":
        near = [m.value.role for s, m in before if s.at == sentence.at and m.value.role not in {None, "denne", "du"}]
        role = near[-1] if near else None
    if role is None and duty.duty == "avsluta gallringen":
        same = [m.value for s, m in before if s.section == sentence.section]
        role = next((d.role for d in same if d.role and d.duty.startswith("gallra ")), None)
    title = prose.titles[sentence.section]
    if role == "du":
        role = duties.heading_role(title, whole=True)
    elif role is None and sentence.standing is None and duty.modality != "open":
        role = duties.heading_role(title)
        if role is None:
            role = _same_task(duty, told)
            inferred = role is not None
    return Responsibility(
        role=role,
        duty=duty.duty,
        record=duty.record,
        deadline=duty.deadline,
        recurrence=duty.recurrence,
        timing=duty.timing,
        circumstance=duty.circumstance,
        modality=duty.modality,  # type: ignore[arg-type]
        inferred=inferred,
        legal=prose.legal(sentence),
        section=sentence.section,
        span=prose.span(sentence, match.start, match.end),
    )
