"""Rules on keeping records that stand in no clause of their own: left-out verbs, totals, clauses put in, pointers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.grammar import kept, periods, roles
from kg.grammar.keeping import Keeping
from kg.grammar.match import Match


def gapped(sentence: str, found: list[Match[Keeping]]) -> list[Match[Keeping]]:
    """ "X förvaras hos A, Y hos B": the second without a verb of its own."""
    stored = next((m for m in found if m.value.action == "store" and m.value.holder), None)
    gap = re.search(r",\s(?:och\s)?(?P<what>(?:[a-zåäö]+\s){1,4})hos\s", sentence[stored.start :]) if stored else None
    if stored is None or gap is None or not kept.record(gap["what"]):
        return []
    start = stored.start + gap.start("what")
    holder = named(sentence[start:], r"\bhos\s")
    keeping = replace(stored.value, record=kept.record(gap["what"]), holder=holder)
    return [Match(start, len(sentence), keeping)] if holder else []


def selections(sentence: str, record: str | None) -> Iterator[Match[Keeping]]:
    """ "För elever födda den 3 och 13, som ska bevaras, …": a clause put in that says whose records are preserved."""
    found = re.search(
        r"\bföd(?:da|d)\s[^.;]*?\d(?:\si\s(?:varje\s)?månad(?:en)?)?,?\s(?:och\s)?"
        r"(?P<whose>som|vilka|vars\s\w+)\s(?:alltid\s)?(?:(?:ska|skall|måste)\s)?(?:bevaras|sparas)\b",
        sentence,
        re.IGNORECASE,
    )
    born = kept.birth_day(found[0]) if found else None
    if found and born:
        apart = found["whose"].startswith("vars")
        start = found.start("whose") if apart else found.start()
        yield Match(start, found.end(), Keeping(record if apart else None, "preserve", conditions=(born,)))


def totals(sentence: str) -> Iterator[Match[Keeping]]:
    """ "Den totala tiden för förvaring … är fem år"."""
    total = re.search(
        r"\btid(?:en)?\sför\s(?:förvaring|bevarande)\b[^.;]*?\s(?:är|uppgår\still)\s", sentence, re.IGNORECASE
    )
    length = next((m for m in periods.lengths(sentence) if total and m.end > total.end() - 4), None)
    if total and length:
        next_ = named(total[0], r"\bpå\s|\bhos\s")
        yield Match(total.start(), length.end, Keeping(None, "store", period=length.value.duration, next=next_))


def past(sentence: str) -> Iterator[Match[Keeping]]:
    """ "När pärmarna lämnas till X har de förvarats hos Y i två år"."""
    past = re.search(r"\bhar\s(?:\S+\s)?(?:förvarats|sparats)\shos\s", sentence)
    length = next((m for m in periods.lengths(sentence) if past and m.start > past.start()), None)
    if past and length:
        lead = sentence[: past.start()]
        sent = re.search(r"(?:när|då)\s(?P<what>[^,]+?)\s(?:skickas|överlämnas|lämnas)\s", lead, re.IGNORECASE)
        next_ = named(lead, r"\btill\s") if sent else None
        keeping = Keeping(
            kept.record(sent["what"]) if sent else None, "store", period=length.value.duration,
            holder=named(sentence[past.start() :], r"\bhos\s"), next=next_,
        )  # fmt: skip
        yield Match(past.start(), length.end, keeping)


def pointers(sentence: str) -> Iterator[Match[Keeping]]:
    """Sentences that say where the period is told, or that records pass from one archive to another."""
    told = re.search(
        r"\bgallringsfrist(?:en|er|erna)?\b|\b(?:bevarande|gallring)[^.;]*\sregleras\s", sentence, re.IGNORECASE
    )
    plans = kept.plans_named(sentence)
    if told and plans:
        what = re.search(r"\bgallring\sav\s(.+?)\sregleras", sentence)
        yield Match(told.start(), told.end(), Keeping(kept.record(what[1]) if what else None, None, plans=plans))
    passed = re.search(
        r"\böverföring\s(?:av\s(?P<what>\S+)\s)?från\s(?P<from>\S*arkiv\S*)\still\s(?P<to>\S*arkiv\S*[a-zåäö])",
        sentence,
        re.I,
    )
    if passed:
        keeping = Keeping(kept.record(passed["what"] or ""), "transfer", holder=passed["from"], next=passed["to"])
        yield Match(passed.start(), passed.end(), keeping)


def named(text: str, cue: str) -> str | None:
    """The role right after a cue such as "hos", two of them where "och" joins them; None where none stands there."""
    at = re.search(cue, text)
    rest = text[at.end() :] if at else ""
    found = roles.starting(rest) if at else None
    if found is None:
        return None
    more = re.match(r"\soch\s", rest[found.end :])
    other = roles.starting(rest[found.end + more.end() :]) if more else None
    known = (
        rest[: found.end]
        if found.value.casefold() == rest[: found.end].casefold() and rest[:1].isupper()
        else found.value
    )
    return f"{known}{more[0]}{other.value}" if more and other else known
