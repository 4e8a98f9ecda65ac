"""Retention rules of a prose document: what a sentence leaves out is taken from the text around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from kg.extract import keptrows
from kg.extract.prose import Prose, Sentence
from kg.grammar import kept, retention
from kg.grammar.keeping import BEFORE, Keeping
from kg.grammar.match import Match
from kg.model.disposition import Condition
from kg.model.retention import RetentionRule
from kg.text import lexicon

Found = tuple[Sentence, Match[Keeping]]


def rules(prose: Prose) -> tuple[RetentionRule, ...]:
    """Retention rules in the order of the text.

    A pronoun or a bare noun ("akterna") takes the records named before it in the section; a section's title lends its
    condition ("födda dag 5, 15, 25") and the next one's "övriga" the opposite; rules of law get the provision quoted.
    """
    found: list[Found] = []
    for sentence in prose.stated:
        custody = kept.about_custody(prose.titles[sentence.section])
        found += [(sentence, match) for match in retention.find(sentence.text, custody)]
        if (not custody and not retention.find(sentence.text, custody)) or re.match(
            r"(?:dessa|de)\s", sentence.text, re.IGNORECASE
        ):
            found = _selected(found, sentence)
    told = [*_resolved(prose, found), *keptrows.found(prose)]
    return tuple(_rule(prose, sentence, match) for sentence, match in sorted(told, key=lambda one: one[0].at))


def _selected(found: list[Found], sentence: Sentence) -> list[Found]:
    """ "Dessa journaler är de för personer födda dag …" sets a condition on the rule before it."""
    born = kept.birth_day(sentence.text)
    near = found and found[-1][0].at == sentence.at and found[-1][0].text != sentence.text
    if not (
        near and born and re.match(r"(?:dessa|de|det)\s.*\b(?:utgörs|är|avser|gäller|omfattar)\b", sentence.text, re.I)
    ):
        return found
    before, match = found[-1]
    if any(condition.about == "birth_day" for condition in match.value.conditions):
        return found
    keeping = replace(match.value, conditions=(*match.value.conditions, born))
    return [*found[:-1], (before, Match(match.start, match.end, keeping))]


def _resolved(prose: Prose, found: Iterable[Found]) -> Iterable[Found]:
    titles = _title_conditions(prose)
    before: list[Found] = []
    for sentence, match in found:
        keeping = match.value
        near = [m.value for s, m in before if s.section == sentence.section]
        here = [m.value for s, m in before if s.at == sentence.at]
        if keeping.record == BEFORE or (keeping.record is None and keeping.finish_by and not keeping.period):
            last = next((k.record for k in reversed(here) if keeping.finish_by is None or k.action == "destroy"), None)
            keeping = replace(keeping, record=last)
            if last is None and not match.value.finish_by:
                continue
        keeping = _named(keeping, near, prose.titles[sentence.section])
        keeping = _custody(keeping, [m.value for s, m in before if s.at == sentence.at])
        own = {condition.about for condition in keeping.conditions}
        lent = tuple(c for c in titles.get(sentence.section, ()) if c.about not in own)
        keeping = replace(keeping, conditions=(*keeping.conditions, *lent))
        before.append((sentence, Match(match.start, match.end, keeping)))
    return _finished(before)


def _named(keeping: Keeping, near: list[Keeping], title: str) -> Keeping:
    """The rule with its records named: those before it in the section, else those of the section's title."""
    if keeping.action is None:
        return keeping
    named = keeping.record
    if named is None:
        first = next((other.record for other in near if other.record), None)
        return replace(keeping, record=first or _of_title(title))
    if len(named.split()) > 1 or not _stem(named):
        return keeping
    for other in reversed(near):
        if other.record and other.action != "weed" and _stem(named) in other.record and other.record != named:
            own = {condition.about for condition in keeping.conditions}
            lent = tuple(
                c for c in other.conditions if c.about in {"status", "medium", "provider"} and c.about not in own
            )
            return replace(keeping, record=other.record, conditions=(*keeping.conditions, *lent))
    return keeping


def _stem(head: str) -> str:
    return re.sub(r"(?:erna|arna|orna|en|na|et)$", "", head) if re.search(r"(?:erna|arna|orna|en|na|et)$", head) else ""


def _of_title(title: str) -> str | None:
    found = re.search(r"\bför\s(?:\w+\s)?(\w*(?:akter|handlingar|journaler))\b", title) or re.search(
        r"\b(\w*(?:akter|handlingar|journaler))\b", title
    )
    return found[1].casefold() if found else None


def _custody(keeping: Keeping, near: list[Keeping]) -> Keeping:
    """A transfer after storing leaves the hands of whoever stored; a closed record's time runs from closing."""
    if keeping.action == "transfer" and keeping.holder is None and keeping.period:
        stored = next(
            (k for k in reversed(near) if k.action == "store" and k.period == keeping.period and k.holder), None
        )
        keeping = replace(keeping, holder=stored.holder) if stored else keeping
    closed = any(c.about == "status" and c.value == "avslutad" for c in keeping.conditions)
    if closed and keeping.period and keeping.counted_from is None:
        keeping = replace(keeping, counted_from="avslutad", event="closed")
    return keeping


def _finished(found: list[Found]) -> list[Found]:
    """The rules, with the time by which disposal is done on those of the same provision that it speaks of."""
    out = list(found)
    for at, (sentence, match) in enumerate(found):
        if match.value.finish_by is None or match.value.period is not None:
            continue
        here = any(s.at == sentence.at and m.value.period for s, m in found[:at])
        for n in range(at - 1, -1, -1):
            earlier, other = out[n]
            if earlier.section != sentence.section or (here and earlier.at != sentence.at):
                break
            if other.value.action == "destroy" and other.value.period:
                out[n] = (earlier, Match(other.start, other.end, replace(other.value, finish_by=match.value.finish_by)))
    return out


def _title_conditions(prose: Prose) -> dict[str, tuple[Condition, ...]]:
    """Conditions that titles set on all rules of their sections."""
    found: dict[str, tuple[Condition, ...]] = {}
    last: Condition | None = None
    words = lexicon.load("retention")
    others = "|".join(words["words"]["others"])
    for section in prose.outline.sections:
        conditions = list(kept.conditions(section.title))
        low = section.title.casefold()
        born = next((c for c in conditions if c.about == "birth_day"), None)
        if born is None and last is not None and re.search(rf"\b(?:{others})\s\w*(?:akter|handlingar)", low):
            conditions.append(last.model_copy(update={"op": "not" if last.op == "in" else "in"}))
        last = born or last
        found[section.id] = tuple(conditions)
    return found


def _rule(prose: Prose, sentence: Sentence, match: Match[Keeping]) -> RetentionRule:
    keeping = match.value
    standing = sentence.standing
    quoted = standing is not None and standing.section is not None
    layer: Literal["law", "regulation", "local"] = "local"
    if quoted and standing is not None:
        layer = "regulation" if standing.act.kind == "agency" else "law"
    bases = [*prose.legal(sentence), *keeping.plans]
    return RetentionRule(
        record=keeping.record,
        conditions=keeping.conditions,
        action=keeping.action,
        modality=keeping.modality,
        layer=layer,
        period=keeping.period,
        counted_from=keeping.counted_from,
        event=keeping.event,  # type: ignore[arg-type]
        finish_by=keeping.finish_by,
        holder=keeping.holder,
        next=keeping.next,
        legal=tuple(dict.fromkeys(bases)),
        section=sentence.section,
        span=prose.span(sentence, match.start, match.end),
    )
