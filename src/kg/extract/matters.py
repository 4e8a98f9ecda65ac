"""Assignments of a prose document: what several sentences tell of one kind of case, put together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.prose import Prose, Sentence
from kg.grammar import assignments, casework, citations, roles
from kg.grammar.casework import Assigned
from kg.grammar.match import Match
from kg.model.handbook import Assignment


@dataclass(slots=True)
class _Matter:
    name: str
    sentence: Sentence
    match: Match[Assigned]
    handled_by: str | None = None
    carried_out_by: str | None = None
    external: bool = False
    target_group: str | None = None
    age_from: int | None = None
    age_to: int | None = None
    law: str | None = None
    examples: list[str] = field(default_factory=list)
    inferred: bool = False
    covers: bool = False
    """Whether it stands for a whole area of which the examples are parts."""


@dataclass(frozen=True, slots=True)
class _Area:
    """What a text says of all that stands under a section."""

    handled_by: str | None
    carried_out_by: str | None


def found(prose: Prose) -> tuple[Assignment, ...]:
    """Assignments in the order of the text.

    What is said of "these cases" or of "the area" holds for all that stands under the section, and is marked as
    inferred on each; a later sentence on the same matter fills in who carries it out, or is an assignment of its own
    where it tells of another group or another carrier.
    """
    matters: list[_Matter] = []
    areas: dict[str, _Area] = {}
    before = ""
    for sentence in prose.stated:
        if sentence.standing is None:
            _listed(prose, sentence, matters)
            for match in assignments.find(sentence.text):
                _take(prose, sentence, match, matters, areas, before)
        before = sentence.text
    for matter in matters:
        _inherit(prose, matter, areas, matters)
    return tuple(_fact(prose, matter) for matter in matters if matter.handled_by or matter.carried_out_by or matter.law)


def _listed(prose: Prose, sentence: Sentence, matters: list[_Matter]) -> None:
    """An item of a list that a line on casework opens: "Insatser enligt LSS:"."""
    paragraph = sentence.paragraph
    lead = (paragraph.lead or "").rstrip()
    opens = lead.endswith(":") and re.search(
        r"\b(?:insatser|tjänster|stöd|stödformer|verksamheter|ärenden)\b", lead, re.IGNORECASE
    )
    if paragraph.kind != "item" or not opens or sentence.start > 0:
        return
    name, aliases = casework.matter(sentence.text)
    if name is None:
        return
    blank = Match(0, len(sentence.text), Assigned(name))
    law = _law(prose, f"{lead} {sentence.text}")
    value = casework.seen(sentence.text, {"matter": name})
    matter = _Matter(
        name,
        sentence,
        blank,
        law=law,
        examples=list(aliases),
        age_from=value.age_from,
        age_to=value.age_to,
        target_group=value.target_group,
    )
    matters.append(matter)


def _take(
    prose: Prose,
    sentence: Sentence,
    match: Match[Assigned],
    matters: list[_Matter],
    areas: dict[str, _Area],
    before: str,
) -> None:
    value = match.value
    near = [m for m in matters if m.sentence.section == sentence.section]
    if value.area:
        unit = roles.starting(prose.titles[sentence.section])
        if unit is None:
            return
        areas[sentence.section] = _Area(unit.value, unit.value if value.also else None)
        matters.append(_new(prose, value.matter or prose.titles[sentence.section], sentence, match, unit.value))
        return
    if value.matter is None:
        _anaphor(prose, sentence, match, near, matters, areas, before)
        return
    same = next((m for m in near if _key(m.name) == _key(value.matter or "")), None)
    if same is None and not value.defined:
        same = _likest(value.matter, near)
    if same is None:
        matters.append(_new(prose, value.matter, sentence, match))
    else:
        _fill(prose, same, sentence, match, matters)
    if value.also and near and near[0].carried_out_by is None:
        near[0].carried_out_by = value.carried_out_by


def _new(prose: Prose, name: str, sentence: Sentence, match: Match[Assigned], unit: str | None = None) -> _Matter:
    value = match.value
    opening = (
        re.split(r"\b(?:avses|menas|ingår|räknas|innefattas|omfattas|i\sform)\b", sentence.text)[0]
        if value.words
        else sentence.text
    )
    law = _law(prose, value.words) or _law(prose, opening)
    return _Matter(
        name, sentence, match, value.handled_by or unit, value.carried_out_by or unit, value.external,
        value.target_group, value.age_from, value.age_to, law, list(value.examples),
        covers=bool(value.handled_by and value.examples),
    )  # fmt: skip


def _fill(prose: Prose, same: _Matter, sentence: Sentence, match: Match[Assigned], matters: list[_Matter]) -> None:
    value = match.value
    other = value.target_group and same.target_group and value.target_group.split()[0] != same.target_group.split()[0]
    if (
        (value.carried_out_by and same.carried_out_by and value.carried_out_by != same.carried_out_by)
        or other
        or (value.handled_by and same.handled_by and value.handled_by != same.handled_by and value.target_group)
        or (value.target_group and not same.target_group and same.carried_out_by)
    ):
        matters.append(_new(prose, same.name, sentence, match))
        matters[-1].law = matters[-1].law or same.law
        return
    same.handled_by = same.handled_by or value.handled_by
    same.carried_out_by = same.carried_out_by or value.carried_out_by
    same.external = same.external or value.external
    same.target_group = same.target_group or value.target_group
    same.age_from = value.age_from if same.age_from is None else same.age_from
    same.age_to = value.age_to if same.age_to is None else same.age_to
    same.law = same.law or _law(prose, sentence.text)
    same.examples += [example for example in value.examples if example not in same.examples]


def _anaphor(
    prose: Prose, sentence: Sentence, match: Match[Assigned], near: list[_Matter], matters: list[_Matter],
    areas: dict[str, _Area], before: str,
) -> None:  # fmt: skip
    """ "Dessa ärenden handläggs …", "Regionens ansvar.", "Detta tillhör …", "X är värd för verksamheten"."""
    value = match.value
    own = [m for m in near if m.sentence.at == sentence.at and sentence.paragraph.kind == "item"]
    spared = re.search(r"\b(?:dock|men)\s(?:inte|ej)\s(?P<who>[^.;*]+)", before)
    if own and value.handled_by and own[-1].handled_by and value.target_group:
        matters.append(_new(prose, own[-1].name, sentence, match))
    elif own and value.carried_out_by and not value.handled_by:
        for matter in own:
            matter.carried_out_by = matter.carried_out_by or value.carried_out_by
    elif own:
        _fill(prose, own[-1], sentence, match, matters)
    elif re.match(r"(?:Dessa|De)\s(?:ärende|insats)", sentence.text) and value.handled_by:
        areas[sentence.section] = _Area(value.handled_by, value.carried_out_by)
        for matter in near:
            if matter.handled_by not in {None, value.handled_by}:
                continue
            matter.handled_by = matter.handled_by or value.handled_by
            matter.carried_out_by = matter.carried_out_by or value.carried_out_by
    elif sentence.text.startswith("Detta") and spared and value.handled_by:
        who = " ".join(spared["who"].split()[:10])
        matters.append(_Matter(f"insatser till {who}", sentence, match, value.handled_by, target_group=who))
    elif near and re.search(r"\binsats", sentence.text):
        _fill(prose, near[-1], sentence, match, matters)
    elif casework.is_service(prose.titles[sentence.section]) or value.carried_out_by:
        matters.append(_new(prose, prose.titles[sentence.section], sentence, match))


def _inherit(prose: Prose, matter: _Matter, areas: dict[str, _Area], matters: Iterable[_Matter]) -> None:
    """Units of the area that a matter stands under, and the ages of the statement that gives it as an example."""
    chain = prose.outline.ancestors(matter.sentence.section)
    area = next((areas[section] for section in chain if section in areas), None)
    if area is not None and matter.handled_by is None:
        matter.handled_by, matter.inferred = area.handled_by, True
    if area is not None and matter.carried_out_by is None and matter.handled_by == area.handled_by:
        matter.carried_out_by, matter.inferred = area.carried_out_by, matter.inferred or area.carried_out_by is not None
    cover = next(
        (
            m
            for m in matters
            if m.covers
            and m.sentence.section in chain
            and m is not matter
            and _key(matter.name) in map(_key, m.examples)
        ),
        None,
    )
    if cover is not None and matter.age_from is None and matter.age_to is None:
        matter.age_from, matter.age_to = cover.age_from, cover.age_to


def _key(name: str) -> str:
    return re.sub(r"(?:en|et|n)$", "", " ".join(re.findall(r"[\w-]+", name.casefold())))


def _likest(name: str | None, near: list[_Matter]) -> _Matter | None:
    """The matter of the section whose words a shorter or longer name shares: "assistans" and "personlig assistans"."""
    words = _content(name or "")
    best, most = None, 0.0
    for matter in near:
        theirs = _content(f"{matter.name} {matter.target_group or ''}")
        shared = len(set(words) & set(theirs))
        prefix = sum(1 for _ in _prefix(words, theirs))
        score = 2 * prefix + shared
        if shared and shared >= 0.5 * min(len(set(words)), len(set(theirs))) and score > most:
            best, most = matter, score
    return best


def _content(text: str) -> list[str]:
    return [
        word
        for word in re.findall(r"[\w-]{3,}", text.casefold())
        if word not in {"för", "och", "med", "eller", "som", "vid", "samt", "den", "det"}
    ]


def _prefix(first: list[str], second: list[str]) -> Iterable[str]:
    for one, other in zip(first, second, strict=False):
        if one != other:
            return
        yield one


def _law(prose: Prose, text: str) -> str | None:
    """Abbreviations of the acts that a text names."""
    acts = [match.value.act for match in citations.find(text, prose.laws.names)]
    shorts = dict.fromkeys(prose.laws.short(act) for act in acts if act.kind in {"act", "agency"})
    return ", ".join(shorts) or None


def _fact(prose: Prose, matter: _Matter) -> Assignment:
    return Assignment(
        matter=matter.name,
        target_group=matter.target_group,
        age_from=matter.age_from,
        age_to=matter.age_to,
        law=matter.law,
        handled_by=matter.handled_by,
        carried_out_by=matter.carried_out_by,
        external=matter.external,
        examples=tuple(matter.examples),
        inferred=matter.inferred,
        section=matter.sentence.section,
        span=prose.span(matter.sentence, matter.match.start, max(matter.match.end, matter.match.start + 1)),
    )
