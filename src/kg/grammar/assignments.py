"""Which unit handles, and which carries out, a kind of case: "X handläggs och verkställs inom Y", "X köps av Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.grammar import casework, offered, roles
from kg.grammar.casework import Assigned, seen, unit
from kg.grammar.match import Match
from kg.text import lexicon


def find(sentence: str) -> list[Match[Assigned]]:
    """What a sentence tells of who handles and who carries out, in order."""
    text = re.sub(r"[*”“\"]", " ", sentence)
    found: list[Match[Assigned]] = []
    for reader in (_area, _front, _passive, _owned, _held, _responsible, offered.listed, offered.defined):
        for match in reader(text):
            if not any(match.start < other.end and other.start < match.end for other in found):
                found.append(match)
    return sorted([*found, *_grouped(text)], key=lambda match: match.start)


def _grouped(text: str) -> list[Match[Assigned]]:
    """ "X verkställs på enheterna A (för personer med …) samt B": the unit that is for a group of its own."""
    plain = next(iter(_passive(re.sub(r"\s\([^)]*\)", lambda aside: " " * len(aside[0]), text))), None)
    if plain is None or plain.value.matter is None or plain.value.carried_out_by is None:
        return []
    told = []
    for own in re.finditer(r"(?P<who>[A-ZÅÄÖ][\wåäö]+)\s\((?P<group>för\s[^)]+)\)", text):
        value = seen(own["group"], {"matter": plain.value.matter, "carried_out_by": own["who"]})
        if value.target_group and own["who"] in plain.value.carried_out_by:
            told.append(Match(own.start(), own.end(), value))
    return told


@cache
def _verbs() -> str:
    return "|".join(sorted(lexicon.load("assignments")["verbs"], key=len, reverse=True))


def _kinds(verbs: str) -> set[str]:
    return {lexicon.load("assignments")["verbs"][verb] for verb in re.findall(_verbs(), verbs)}


def _done(kinds: set[str], unit: str | None) -> dict[str, str | None]:
    handled = unit if kinds & {"handled", "both"} else None
    carried = unit if kinds & {"carried", "both", "bought"} else None
    return {"handled_by": handled, "carried_out_by": carried}


def _area(text: str) -> Iterator[Match[Assigned]]:
    """ "Inom området handläggs insatser till …" and "Inom X för vuxna innefattas insatser enligt …"."""
    found = re.match(
        rf"(?:Inom|I)\s(?P<where>[^,.;]+?)\s(?P<verbs>(?:{_verbs()})(?:\soch\s(?:{_verbs()}))?)\s(?P<what>[^.;,]+)",
        text,
    )
    if found and re.fullmatch(casework.words("areas"), found["where"], re.IGNORECASE):
        name, _ = casework.matter(found["what"])
        kinds = _kinds(found["verbs"])
        value: dict[str, object] = {"matter": name, "area": True, "also": bool(kinds & {"carried", "both"})}
        yield Match(0, found.end(), seen(found["what"], value))


def _front(text: str) -> Iterator[Match[Assigned]]:
    """ "På enheten för X verkställs även Y", "För yngre … verkställs Y i Z"."""
    found = re.match(
        rf"(?:På|Inom|I|Hos|Vid|För)\s(?P<where>[^,.;]+?)\s(?P<verbs>(?:{_verbs()})(?:\soch\s(?:{_verbs()}))?)\s(?P<also>även\s|också\s)?(?P<what>[^.;]+)",
        text,
    )
    if found is None or re.match(r"(?:inte|ej)\b", found["what"]):
        return
    kinds = _kinds(found["verbs"])
    split = re.search(r"\s(?:på|i|av|hos|inom)\s(?=\S)", found["what"])
    inside = found["what"][split.end() :] if split and not text.startswith(("På", "Hos")) else ""
    who = unit(inside) if inside else unit(found["where"])
    name, aliases = casework.matter(found["what"][: split.start()] if split and inside else found["what"])
    if who is None or (name is not None and not casework.is_service(name)):
        return
    value: dict[str, object] = {
        **_done(kinds, who), "matter": name, "examples": aliases, "also": bool(found["also"])
    }  # fmt: skip
    yield Match(0, found.end(), seen(f"för {found['where']}" if text.startswith("För") else "", value, kinds))


def _passive(text: str) -> Iterator[Match[Assigned]]:
    """ "X handläggs och verkställs inom Y", "X sköts i … av Y", "X köps av Y"."""
    pattern = rf"(?:(?P<kan>\bkan|\bska|\bskall)\s)?\b(?P<verbs>(?:{_verbs()})(?:\soch\s(?:{_verbs()}))?)\b"
    for found in re.finditer(pattern, text):
        head = text[: found.start()]
        clause = re.search(r"(?:.*[.;:]\s)?(?P<np>.*)$", head, re.DOTALL)
        subject = clause["np"] if clause else head
        subject = re.split(rf"\s(?:finns|är|har|kan|individanpassas|{_verbs()})\s", subject)[0]
        if re.search(r"\b(?:var|hur|vem|vilka|som|vilken|där)\b(?:\s\S+){0,5}\s?$", subject):
            continue
        if re.match(r"\s(?:inte|ej)\b", text[found.end() :]):
            continue
        kinds = _kinds(found["verbs"])
        more = re.search(rf"\soch\s(?P<verb>{_verbs()})\s(?:av|på|inom|hos)\s(?P<who>[^.;]+)", text[found.end() :])
        who = _beside(text[found.end() :][: more.start() if more else None])
        name, aliases = casework.matter(subject)
        if who is None or (name is not None and not casework.is_service(name)):
            continue
        other = unit(more["who"]) if more else None
        if re.search(r"\beller\s(?:anordnas|bedrivs|drivs|utförs|ges)\si\segen\sregi", text):
            who = f"{who} eller egen regi"
        done = _done(kinds, who)
        if more and other:
            done |= {key: named for key, named in _done(_kinds(more["verb"]), other).items() if named}
        value: dict[str, object] = {**done, "matter": name, "examples": aliases}
        yield Match(0, len(text), seen(subject, value, kinds))
        return


def _beside(after: str) -> str | None:
    """The unit beside a verb: after "av" where one stands there, else after "inom", "på", "hos" or "i"."""
    near = re.split(r"[.;:]", after)[0]
    for prepositions in ("av", "inom|hos|från", "på|i"):
        for by in re.finditer(rf"(?:^|\s)(?:{prepositions})\s(?=\S)", near[:70]):
            who = unit(near[by.end() :])
            if who is not None:
                return who
    return None


def _owned(text: str) -> Iterator[Match[Assigned]]:
    """ "X finns i egen regi", "Regionens ansvar"."""
    regi = re.match(r"(?P<what>[^.;:,]+?)\s(?:finns|bedrivs|drivs|har\s[^.;,]{3,60})\s(?:\w+\s)?i\segen\sregi", text)
    if regi and "inte" not in regi[0] and " ej " not in regi[0]:
        name, aliases = casework.matter(re.split(r"\shar\s", regi["what"])[0])
        value: dict[str, object] = {"matter": name, "carried_out_by": "egen regi", "examples": aliases}
        yield Match(0, regi.end(), seen(regi["what"], value))
    whose = re.search(r"(?:^|(?<=\.\s))(?:(?P<what>[^.;]+?)\sär\s)?(?P<who>[A-ZÅÄÖ]?[\wåäö]+)s\sansvar(?=\.|$)", text)
    role = roles.starting(whose["who"]) if whose else None
    if whose and role:
        name, _ = casework.matter(whose["what"] or "")
        carried = role.value if casework.outside(role.value) else None
        value = {"matter": name, "handled_by": role.value, "carried_out_by": carried}
        yield Match(whose.start(), whose.end(), seen("", value))


def _held(text: str) -> Iterator[Match[Assigned]]:
    """ "Y är värd för verksamheten", "Detta tillhör Y"."""
    host = re.match(r"(?P<who>[^.;]+?)\s(?:är\svärd|är\shuvudman|ansvarar\ssom\svärd)\sför\s(?P<what>[^.;]+)", text)
    if host and roles.find(host["who"]):
        name, _ = casework.matter(host["what"])
        yield Match(0, host.end(), seen("", {"matter": name, "carried_out_by": roles.normal(host["who"])}))
    belongs = re.match(
        r"(?P<what>Detta|Dessa(?:\s\w+)?|[^.;,]+?)\s(?:tillhör|hör\still|ligger\spå|ligger\sunder)\s(?P<who>[^.;,]+)",
        text,
    )
    who = unit(belongs["who"]) if belongs else None
    if belongs and who and not re.match(r"huvudansvaret|ansvaret", belongs["what"], re.IGNORECASE):
        name, _ = casework.matter(belongs["what"])
        if name is None or casework.is_service(name):
            yield Match(0, belongs.end(), Assigned(name, handled_by=who))


def _responsible(text: str) -> Iterator[Match[Assigned]]:
    """ "ansvarar kommunen för X", "X har regionen ansvar för", "Huvudansvaret för X ligger på Y"."""
    main = re.search(
        r"\b(?:[Hh]uvud)?[Aa]nsvaret\sför\s(?P<what>[^.;,]+?)\s(?:ligger\s(?:på|hos)|åligger|har|vilar\spå)\s(?P<who>[^.;,]+)",
        text,
    )
    back = re.match(r"(?P<what>[^.;,]+?)\shar\s(?P<who>[^.;,]+?)\s(?:huvud)?ansvar(?:et)?\sför\.?$", text)
    turned = re.search(r"\b(?:ansvarar|svarar)\s(?P<who>(?:(?!för\b)\S+\s){1,4})för\s(?!att\b)(?P<what>[^.;]+)", text)
    straight = re.match(r"(?P<who>[^.;,]+?)\s(?:ansvarar|svarar)\sför\s(?!att\b)(?P<what>[^.;]+)", text)
    for found in (main, back, turned, straight):
        role = roles.starting(found["who"].strip()) if found else None
        if found is None or role is None or roles.is_person(role.value):
            continue
        name, aliases = casework.matter(found["what"])
        if casework.is_service(name):
            who = role.value if found is not main else _whole(found["who"], role.value)
            yield Match(
                found.start(),
                found.end(),
                seen(
                    found["what"],
                    {
                        "matter": name,
                        "handled_by": who,
                        "carried_out_by": who if found is not main and casework.outside(who) else None,
                        "external": casework.outside(who),
                        "examples": aliases,
                    },
                ),
            )
            return


def _whole(text: str, role: str) -> str:
    """The unit in parentheses after a body, which tells where in it: "kommunen (barn och utbildning)"."""
    inside = re.search(r"\(([^)]{3,40})\)?", text)
    found = roles.starting(inside[1].strip()) if inside else None
    return found.value if found else role
