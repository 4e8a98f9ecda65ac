"""Fora of a prose document: what the sentences of a section tell of one standing meeting, put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.extract.prose import Prose, Sentence
from kg.grammar import convened, fora
from kg.grammar.convened import Convened
from kg.grammar.fora import Meeting
from kg.grammar.subjects import words as lexicon_words
from kg.model.fact import Span
from kg.model.handbook import Forum


@dataclass(slots=True)
class _Forum:
    name: str
    section: str
    sentence: Sentence
    own: bool = False
    """Whether the name is the text's own and not the section's title."""
    participants: list[str] = field(default_factory=list)
    talkers: tuple[str, ...] = ()
    convener: str | None = None
    frequency: str | None = None
    often: str | None = None
    purpose: str | None = None
    parties: tuple[str, ...] = ()
    governed_by: str | None = None
    groups: dict[str, list[str]] = field(default_factory=dict)
    apart: bool = False
    """Whether it stands in the place of a meeting that the text says there is not."""
    listed: bool = False
    said: bool = False
    """Whether a sentence speaks of a meeting, and not only the title."""


def found(prose: Prose) -> tuple[Forum, ...]:
    """Fora in the order of the text: one a section, more where a sentence opens a meeting of its own.

    A section counts as a forum where its sentences tell who takes part, who calls or how often, and a meeting is named;
    what is said of "both meetings" holds for the sections below.
    """
    every: list[_Forum] = []
    shared: dict[str, _Forum] = {}
    for section in prose.outline.sections:
        sentences = [s for s in prose.stated if s.section == section.id and s.standing is None]
        mine = _section(prose, sentences, section.title)
        parent = any(other.parent == section.id for other in prose.outline.sections)
        if parent and mine and any(fora.read(s.text).shared for s in sentences):
            shared[section.id] = mine[0]
            continue
        every += mine
    for forum in every:
        above = next((shared[s] for s in prose.outline.ancestors(forum.section) if s in shared), None)
        if above is not None and not forum.apart:
            forum.convener = forum.convener or above.convener
            if forum.often is None:
                forum.frequency, forum.often = above.frequency, above.often
    return tuple(_fact(prose, one) for forum in every for one in _by_group(forum) if _told(one))


def _section(prose: Prose, sentences: list[Sentence], title: str) -> list[_Forum]:
    called = {at: found for at, one in enumerate(sentences) if (found := convened.find(one.text))}
    if called and not fora.titled(title):
        return _convened(sentences, called)
    if fora.general(title) or (sentences and sentences[0].section == "s0"):
        return []
    mine: list[_Forum] = []
    names = [s for s in sentences if s.paragraph.kind == "item" and _network(s)]
    for sentence in names:
        mine.append(_Forum(_listed_name(sentence), sentence.section, sentence, own=True, listed=True))
    for sentence in sentences:
        if sentence in names or sentence.paragraph.kind == "item":
            continue
        meeting = fora.read(sentence.text)
        if mine and mine[0].listed:
            _spread(mine, meeting, title, sentence)
            continue
        if not mine or _own(mine[-1], meeting, sentence):
            lacking = _lacking(sentences, sentence)
            name = lacking or _called(meeting, title, bool(mine), sentence)
            mine.append(_Forum(name, sentence.section, sentence, own=bool(mine), apart=lacking is not None))
        _add(mine[-1], meeting, title, sentence)
    if not fora.titled(title):
        mine = [f for f in mine if f.listed or f.participants or f.groups or f.convener or f.parties or f.purpose]
    return [f for f in mine if f.listed or f.said or fora.titled(title) or (f.often and f.participants)]


def _convened(sentences: list[Sentence], called: Mapping[int, Convened]) -> list[_Forum]:
    """Meetings that the sentences of a section name themselves, where its title is none."""
    mine: list[_Forum] = []
    for at, sentence in enumerate(sentences):
        own = called.get(at)
        if own is not None and not any(forum.name == own.name for forum in mine):
            mine.append(_Forum(own.name, sentence.section, sentence, own=True, said=True, convener=own.convener))
            mine[-1].participants += own.participants
        elif not mine or (sentence.at != mine[-1].sentence.at and not convened.anaphoric(sentence.text)):
            continue
        meeting = replace(fora.read(sentence.text), name=None, opens=False, group=None, groups=())
        others = () if own and own.participants else meeting.participants
        meeting = replace(meeting, participants=tuple(who for who in others if who != mine[-1].name))
        _add(mine[-1], meeting, mine[-1].name, sentence)
        mine[-1].often = mine[-1].often or (own.often if own else None)
    return mine


def _network(sentence: Sentence) -> bool:
    """Whether an item is one of the fora that a line announces: "De olika nätverken heter:"."""
    lead = (sentence.paragraph.lead or "").rstrip()
    last = re.split(r"(?<=[.!?])\s", lead)[-1]
    return (
        lead.endswith(":")
        and fora.announces(last)
        and len(sentence.text.split()) <= 6
        and re.search(r"\b(?:heter|är|finns)\b", last) is not None
    )


def _listed_name(sentence: Sentence) -> str:
    """Name of an item, after the kind of forum where the item does not tell it: "nätverk barn och unga"."""
    name = sentence.text.strip(" .")
    name = name[:1].lower() + name[1:] if name[1:2].islower() else name
    kind = re.search(
        r"(\w*(?:nätverk|grupp|forum|råd))(?:en|erna|et|n)?\s(?:heter|är|finns)", sentence.paragraph.lead or ""
    )
    return name if fora.named(name) or kind is None else f"{kind[1].casefold()} {name}"


def _own(current: _Forum, meeting: Meeting, sentence: Sentence) -> bool:
    """Whether a sentence speaks of another meeting than the one before it."""
    started = bool(current.often or current.participants)
    if started and meeting.participants and meeting.often:
        return True
    if (
        started
        and meeting.often
        and ((meeting.opens and current.often) or re.match(r"[A-ZÅÄÖ]\w+\s(?:besöker|träffar)\b", sentence.text))
    ):
        return True
    moved = started and sentence.start == 0 and sentence.at != current.sentence.at
    verksamhet = re.match(r"[A-ZÅÄÖ]\w+\sär\s(?:en\sverksamhet|ett\sforum)\b", sentence.text)
    return moved and bool(
        (meeting.opens and meeting.participants)
        or (current.often and (meeting.often or meeting.convener or verksamhet))
    )


def _lacking(sentences: list[Sentence], sentence: Sentence) -> str | None:
    """For whom the sentence before says there is no such meeting: "Motsvarande grupp finns ej för IFO."."""
    at = sentences.index(sentence)
    before = sentences[at - 1].text if at and sentences[at - 1].at == sentence.at else ""
    found = re.search(
        rf"\b(?:finns|har)\s(?:{lexicon_words('negations')})\s(?:\w+\s)?(?:för|inom|hos|på)\s(?P<whom>[A-ZÅÄÖ][\wåäöÅÄÖ-]*(?:\s[\wåäö]+){{0,2}})",
        before,
    )
    return found["whom"].strip(" .") if found else None


def _called(meeting: Meeting, title: str, later: bool, sentence: Sentence) -> str:
    """Name of a forum: the section's title; the meeting's own name after it where the title is no meeting's."""
    subject = re.match(r"(?P<name>[A-ZÅÄÖ][\wåäö-]+)\sär\s(?:en\sverksamhet|ett\sforum)\b", sentence.text)
    plain = re.sub(r"\s?\([^)]*\)", "", title).strip()
    if later and subject:
        return subject["name"][:1].lower() + subject["name"][1:]
    if meeting.name and meeting.opens and not fora.named(plain) and (later or len(meeting.name.split()) > 1):
        return f"{plain}: {meeting.name}"
    return f"{plain}: {', '.join(meeting.participants)}" if later and meeting.participants else plain


def _add(forum: _Forum, meeting: Meeting, title: str, sentence: Sentence) -> None:
    tells = bool(meeting.often or meeting.participants or meeting.convener or meeting.parties or meeting.purpose)
    forum.said = forum.said or (meeting.meets and tells) or meeting.forum
    if not forum.own and meeting.opens and (meeting.participants or meeting.often) and ":" not in forum.name:
        forum.name = _called(meeting, title, False, sentence)
    forum.convener = forum.convener or meeting.convener
    if forum.often is None:
        forum.frequency, forum.often = meeting.frequency, meeting.often
    forum.purpose = forum.purpose or meeting.purpose
    forum.talkers = forum.talkers or meeting.talkers
    if sentence.at == forum.sentence.at or not forum.often:
        forum.parties = forum.parties or meeting.parties
    forum.governed_by = forum.governed_by or meeting.governed_by
    for group in meeting.groups:
        forum.groups.setdefault(_group_key(group), [])
    key = _group_key(meeting.group) if meeting.group else None
    if (
        key
        and re.search(r"grupp$", key)
        and meeting.participants
        and not (meeting.group or "").startswith(("båda", "alla", "samtliga"))
    ):
        forum.groups.setdefault(key, []).extend(meeting.participants)
    else:
        forum.participants += [p for p in meeting.participants if p not in forum.participants]


def _group_key(group: str) -> str:
    words = [re.sub(r"(?:grupp)(?:en|erna|er)$", "grupp", word) for word in group.split()]
    return " ".join(
        re.sub(r"a$", "", word) if not word.endswith("grupp") else word
        for word in words
        if word not in {"den", "de", "det"}
    )


def _by_group(forum: _Forum) -> list[_Forum]:
    """The forum, or each of its groups where several are told of."""
    if len(forum.groups) < 2:
        for members in forum.groups.values():
            forum.participants += [m for m in members if m not in forum.participants]
        return [forum]
    return [
        replace(
            forum,
            name=f"{forum.name}, {name}",
            participants=[*forum.participants, *(m for m in members if m not in forum.participants)],
            groups={},
        )
        for name, members in forum.groups.items()
    ]


def _spread(mine: list[_Forum], meeting: Meeting, title: str, sentence: Sentence) -> None:
    """What a sentence tells of one or all of the fora that a list has named."""
    if re.search(r"\brespektive\b", sentence.text):
        for who in meeting.participants:
            for forum in mine:
                if _likes(forum.name, who) and who not in forum.participants:
                    forum.participants.append(who)
        return
    wanted = re.search(
        r"\bi\s(?:nätverk(?:et|en)?\sför\s)?(?P<names>[^.;]+?)(?:\srepresenterar\b|\.|$)", sentence.text, re.IGNORECASE
    )
    named = [f for f in mine if wanted and meeting.participants and _likes(f.name, wanted["names"])]
    for forum in named or ([] if meeting.participants else mine):
        _add(forum, replace(meeting, group=None, opens=False), title, sentence)


def _likes(name: str, text: str) -> bool:
    own = [word for word in re.findall(r"[\wåäö-]{4,}", name.casefold()) if word not in {"nätverk", "forum", "grupp"}]
    first = own[0] if own else name.casefold()
    return any(word[:5] == first[:5] for word in re.findall(r"[\wåäö-]{4,}", text.casefold()))


def _told(forum: _Forum) -> bool:
    told = forum.participants or forum.convener or forum.often or (forum.talkers and fora.named(forum.name))
    return bool(forum.listed or told or (forum.said and forum.purpose))


def _fact(prose: Prose, forum: _Forum) -> Forum:
    passage = forum.sentence.paragraph.passage
    place: Span = prose.document.span(passage.lines[0], passage.lines[-1])
    return Forum(
        name=forum.name,
        purpose=forum.purpose,
        participants=tuple(forum.participants) or forum.talkers,
        convener=forum.convener,
        frequency=forum.frequency,
        often=forum.often,
        parties=forum.parties,
        governed_by=forum.governed_by,
        section=forum.section,
        span=place,
    )
