"""Where records stay or go in other words than "förvaras" and "överlämnas": they follow, stay, or are told of aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.grammar import kept, periods, roles, verbs
from kg.grammar.match import Match
from kg.model.disposition import Condition
from kg.text import lexicon

Told = tuple[str | None, str, dict[str, object]]
"""The record, the action, and what else a rule tells, by the names of `kg.grammar.retention.Keeping`."""


def find(sentence: str) -> Iterator[Match[Told]]:
    """Rules that a sentence states by such words, in no order."""
    yield from _following(sentence)
    yield from _staying(sentence)
    yield from _aside(sentence)
    yield from _there(sentence)


def labelled(sentence: str) -> int | None:
    """Where the colon stands in "RECORD: bevaras", which says no more than "RECORD bevaras"."""
    fates = "|".join(verb for verb in lexicon.load("retention")["actions"] if " " not in verb)
    found = re.match(rf"[^.:;]{{3,90}}(?P<colon>:)\s(?:(?:ska|skall|får|kan|bör)\s)?(?:{fates})s\b", sentence)
    return found.start("colon") if found and kept.record(sentence[: found.start("colon")]) else None


def _following(text: str) -> Iterator[Match[Told]]:
    """ "Vid byte av avdelning följer akten med klienten": records go where the person goes."""
    front = re.search(
        r"(?:^|,\s)(?P<case>(?:Vid|Om|När)\s[^.;,]+?)\sföljer\s(?P<what>[^.;,]+?)\s(?:med\s)?(?P<who>\S+)(?=[.;,]|$)",
        text,
    )
    plain = re.match(
        r"(?P<what>[^.;,]+?)\sföljer\s(?:alltid\s)?med\s(?P<who>[^\s.;,]+)(?:\s(?P<case>vid\s[^.;,]+))?", text
    )
    for found in (front, plain):
        role = roles.starting(found["who"]) if found else None
        what = kept.record(re.sub(r"\smed$", "", found["what"])) if found else None
        if found and what and role and roles.is_person(role.value):
            case = re.sub(r"^(?:vid|om|när)\s", "", found["case"] or "", flags=re.IGNORECASE)
            held = (Condition(about="condition", op="is", value=case),) if case else ()
            yield Match(found.start(), found.end(), (what, "transfer", {"conditions": held}))
            return


def _staying(text: str) -> Iterator[Match[Told]]:
    """ "Slutar eleven stannar originalet i kommunen", "Journalen stannar hos skolan"."""
    shapes = (
        r"(?:^|\s)stannar\s(?P<what>[^.;,]+?)\s(?:kvar\s)?(?:i|hos|på|vid)\s(?P<where>[^.;,]+)",
        r"^(?P<what>[^.;,]+?)\sstannar\s(?:kvar\s)?(?:i|hos|på|vid)\s(?P<where>[^.;,]+)",
    )
    for shape in shapes:
        found = re.search(shape, text)
        what = kept.record(found["what"]) if found else None
        if found and what and not re.search(rf"(?:{'|'.join(lexicon.load('retention')['words']['no_things'])})", what):
            before = text[: found.start()].strip(" ,")
            case = re.sub(r"^(?:vid|om|när)\s", "", before, flags=re.IGNORECASE) if len(before.split()) > 1 else ""
            held = (Condition(about="condition", op="is", value=case[:1].lower() + case[1:]),) if case else ()
            yield Match(found.start(), found.end(), (what, "store", {"holder": found["where"], "conditions": held}))
            return


def _aside(text: str) -> Iterator[Match[Told]]:
    """ "… i en lista, som sedan bevaras": a clause after a comma, which says it of that record."""
    actions = lexicon.load("retention")["actions"]
    for found in re.finditer(
        r"(?P<what>[\wåäö-]+),\s(?:som|vilket|vilken|vilka)\s(?:i\ssin\stur\s|också\s|alltid\s|sedan\s|ska\s|skall\s)*(?P<verb>[a-zåäö]+s)\b",
        text,
    ):
        action = actions.get(verbs.active(found["verb"]))
        if action in {"preserve", "destroy"} and kept.record(found["what"]):
            after = [m.value for m in periods.lengths(text) if 0 <= m.start - found.end() < 20]
            more: dict[str, object] = {"period": after[0].duration, "counted_from": after[0].event} if after else {}
            yield Match(found.start(), found.end(), (kept.record(found["what"]), action, more))


def _there(text: str) -> Iterator[Match[Told]]:
    """ "… överlämnas till närarkivet, där de ligger i ytterligare ett år": the next holder's own time."""
    found = re.search(
        r"\btill\s(?P<where>[^.;,]+),\sdär\s(?:de|den|det|dessa|[a-zåäö]+)\s(?:finns|förvaras|ligger|sparas|står)\s",
        text,
    )
    length = next((m for m in periods.lengths(text) if found and 0 <= m.start - found.end() < 12), None)
    role = roles.starting(found["where"]) if found else None
    if found and length and role:
        start = found.end("where") + 1
        yield Match(start, length.end, (None, "store", {"holder": role.value, "period": length.value.duration}))
