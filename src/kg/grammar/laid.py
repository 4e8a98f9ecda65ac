"""Duties laid on someone in other words than a modal verb: "Det åligger ROLE att …", "Den som … för journalen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.grammar import kept, roles, subjects, verbs
from kg.grammar.clauses import Clause
from kg.grammar.subjects import words


def find(text: str) -> Iterator[Clause]:
    """Clauses whose verb is an infinitive after "att", or stands after a relative clause of the subject."""
    yield from _imposed(text)
    yield from _whoever(text)
    yield from _drawn_up(text)


def _imposed(text: str) -> Iterator[Clause]:
    """ "Det åligger nämnden att …", "Det ankommer på rektor att …", "Det är enhetschefens sak att …"."""
    lead = re.search(rf"\b(?:det|dessutom|även)\s(?P<how>{words('imposing')}|är)\s(?=\S)", text, re.IGNORECASE)
    if lead is None:
        return
    role = roles.starting(text[lead.end() :])
    own = rf"\s(?:{words('charges')})" if lead["how"].casefold() == "är" else ""
    if own and role and not role.value.endswith("s"):
        return
    to = re.match(rf"{own}\s(?:också\s|även\s|därför\s)?att\s", text[lead.end() + role.end :]) if role else None
    if role is None or to is None:
        return
    begin = lead.end() + role.end + to.end()
    verb = next((w for w in re.finditer(r"[a-zåäö]+", text[begin:]) if verbs.infinitive(w[0])), None)
    if verb is None or verb.start() > 60:
        return
    end = subjects.end(text, begin + verb.end())
    who = re.sub(r"(?<=\w{3})s$", "", role.value) if own else role.value
    rest = f"{text[begin + verb.end() : end].strip()} {text[begin : begin + verb.start()].strip()}".strip()
    yield Clause(lead.start(), end, "must", verb[0], who, None, rest)


def _whoever(text: str) -> Iterator[Clause]:
    """ "Den som är ansvarig för journalen för anteckningar", "Den vakt som först ser branden kallar på …"."""
    who = re.match(r"(?:Den|De|Var och en|Alla)(?:\s[\wåäö-]+)?\ssom\s", text)
    if who is None or subjects.modals().search(text.split(",")[0]):
        return
    found = list(re.finditer(r"[a-zåäö]+", text[who.end() :].split(",")[0]))
    finite = [n for n, word in enumerate(found) if subjects.finite(word[0]) or word[0].endswith(("ar", "er"))]
    first = finite[0] if finite else None
    for n, word in enumerate(found):
        if first is None or n <= first + 1 or n > 12:
            continue
        verb = verbs.of_present(word[0])
        if word[0] == "för" and not (n + 1 < len(found) and kept.record(found[n + 1][0])):
            continue
        if word[0] == "för" and found[n - 1][0] in {"ansvarig", "ansvariga", "ansvarar", "svarar"}:
            continue
        if verb and verbs.office(verb):
            at = who.end() + word.start()
            end = subjects.end(text, who.end() + word.end())
            role = roles.normal(text[:at].strip())
            yield Clause(0, end, "does", verb, role, None, text[who.end() + word.end() : end].strip())
            return


def _drawn_up(text: str) -> Iterator[Clause]:
    """ "… den förteckning som verksamhetschefen upprättar": who draws up the record that a clause names beside."""
    for found in re.finditer(r"(?P<what>[\wåäö-]+)\ssom\s(?=\S)", text):
        role = roles.starting(text[found.end() :]) if kept.record(found["what"]) else None
        verb = re.match(r"\s([a-zåäö]+r)\b", text[found.end() + role.end :]) if role else None
        does = verbs.of_present(verb[1]) if verb else None
        if role and verb and does in _drawing() and found["what"].casefold() not in {"handlingar", "uppgifter"}:
            end = found.end() + role.end + verb.end()
            yield Clause(found.start(), end, "does", does or "", role.value, None, found["what"])


def _drawing() -> set[str]:
    return set(words("drawing").split("|"))
