"""Who has a kind of case, in active words: "Enheten handlägger A och B", "Till enheten hör …", "X beställs hos Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.grammar import casework, roles
from kg.grammar.casework import Assigned, seen
from kg.grammar.match import Match


def find(text: str) -> Iterator[Match[Assigned]]:
    """Assignments that a sentence states so, those of one list in its order."""
    for reader in (_labelled, _spared, _active, _belonging, _fronted, _handed, _instead):
        found = list(reader(text))
        if found:
            yield from found
            return


def _office(text: str) -> str | None:
    """The unit that a text is, whole: no person, and nothing left over."""
    text = text.strip(" ,.")
    found = roles.starting(text)
    if found is not None and found.end == len(text):
        return None if roles.is_person(found.value) else found.value
    joined = re.fullmatch(r"(?P<one>.+?)\s(?:tillsammans\smed|och|eller)\s(?P<other>.+)", text)
    return text if joined and _office(joined["one"]) and _office(joined["other"]) else None


def _active(text: str) -> Iterator[Match[Assigned]]:
    """ "Familjeenheten handlägger A, B och C för barn enligt …", "Myndighetsenheten utreder barn 0-12 år"."""
    found = re.match(
        rf"(?P<who>[^.;:,]+?)\s(?P<verb>{casework.words('handling')}|{casework.words('performing')})\s"
        r"(?:(?:även|också|alla|samtliga)\s)?(?P<what>[^.;]+)", text
    )  # fmt: skip
    who = _office(found["who"]) if found else None
    if found is None or who is None:
        return
    performs = re.fullmatch(casework.words("performing"), found["verb"]) is not None
    done: dict[str, object] = {"carried_out_by": who} if performs else {"handled_by": who}
    if re.match(rf"(?:{casework.words('both_cases')})", found["what"]):
        yield Match(0, found.end(), seen("", {"matter": None, **done}))
        return
    what = re.split(r"\senligt\s|\soch\s(?:fattar|beslutar|följer)\s", found["what"])[0]
    if re.match(r"(?:barn|unga|vuxna|äldre|personer|familjer|ungdomar)\b", what) and found["verb"] == "utreder":
        who_for = re.sub(r"\s\d.*$", "", what)
        yield Match(0, found.end(), seen(f"för {what}", {"matter": f"utredning av {who_for}", **done}))
        return
    every = [(name, inner) for name, inner, _ in casework.items(what) if casework.is_case(name)]
    whom = casework.group(what)
    for name, inner in every:
        bare = re.split(r"\s(?:för|till)\s", name)[0]
        told = seen(what, {"matter": bare if whom else name, "examples": inner, "target_group": whom, **done})
        yield Match(0, found.end(), told)


def _belonging(text: str) -> Iterator[Match[Assigned]]:
    """ "Till ungdomsenheten hör unga från 13 år med skulder"."""
    found = re.match(r"Till\s(?P<who>[^.;,]+?)\s(?:hör|räknas|förs)\s(?P<what>[^.;]+)", text)
    who = _office(found["who"]) if found else None
    if found is None or who is None:
        return
    for part in re.split(r",\s|\s(?:samt|och)\s(?=\S+\s\S)", found["what"]):
        name = _whom(part)
        if name:
            told = seen(part, {"matter": name, "handled_by": who, "target_group": _group(part) or casework.group(part)})
            yield Match(0, found.end(), told)


def _fronted(text: str) -> Iterator[Match[Assigned]]:
    """ "För barn med skulder ansvarar ekonomienheten tillsammans med skolan"."""
    found = re.match(r"För\s(?P<what>[^.;,]+?)\s(?:ansvarar|svarar)\s(?P<who>[^.;,]+)", text)
    who = _office(found["who"]) if found else None
    name = _whom(found["what"]) if found else None
    if found and who and name:
        yield Match(0, found.end(), seen(f"för {found['what']}", {"matter": name, "handled_by": who}))


def _handed(text: str) -> Iterator[Match[Assigned]]:
    """ "Ansökan om X lämnas till Y", "X beställs direkt hos Y", "Sökande hänvisas till Y"."""
    to = re.search(
        r"(?P<what>\b[Aa]nsök(?:an|ningar)(?:\som\s(?P<about>[^.;,]+?))?)\s(?:ska\s)?(?:lämnas|skickas|ställs|görs)\s(?:in\s)?(?:till|hos)\s(?P<who>[^.;,]+)",
        text,
    )
    who = _office(to["who"]) if to else None
    if to and who:
        before = re.match(r"(?P<np>[A-ZÅÄÖ][\wåäö-]+)\s", text[: to.start()])
        about = to["about"] or (before["np"] if before else None)
        name = casework.matter(about)[0] if about else None
        if name is None or casework.is_service(name):
            yield Match(to.start() if name is None else 0, to.end(), seen("", {"matter": name, "handled_by": who}))
        return
    by = re.match(
        rf"(?P<what>[A-ZÅÄÖ][^.;,]*?)\s(?:(?:kräver|behöver|förutsätter)\s(?:inget|ingen|inte)\s[^.;,]*?\sutan\s)?(?:{casework.words('passing')})\s(?P<who>[^.;,]+)",
        text,
    )
    unit = casework.unit(by["who"]) if by else None
    name = casework.matter(by["what"])[0] if by else None
    if by and unit and name and not re.search(r"\b(?:inte|ej)\b", by[0].split(" utan ")[-1]):
        person = roles.starting(unit)
        if (casework.is_service(name) or _whom(by["what"])) and not (person and roles.is_person(person.value)):
            away = re.search(r"\bsom\s(?:drivs|bedrivs)\sav\s(?P<who>[^.;,]+)", text)
            outside = away is not None or casework.outside(unit)
            yield Match(0, by.end(), seen("", {"matter": name, "carried_out_by": unit, "external": outside}))


def _labelled(text: str) -> Iterator[Match[Assigned]]:
    """ "Ledsagning: barnenheten, utom när …; då vuxenenheten"."""
    found = re.match(
        r"(?P<what>[A-ZÅÄÖ][^.;:]{3,70}):\s(?P<who>[^.;:,]+?)(?:,?\s(?:utom|men\sinte)\s(?:när|om|då|för)\s(?P<case>[^.;]+?)(?:[;,]\s(?:då|där)\s(?P<other>[^.;,]+))?)?\.?$",
        text,
    )
    who = _office(found["who"]) if found else None
    name = casework.matter(found["what"])[0] if found else None
    if found is None or who is None or not casework.is_service(name):
        return
    first = seen(found["what"], {"matter": name, "handled_by": who})
    yield Match(0, found.end(), first)
    other = _office(found["other"]) if found["other"] else None
    if other:
        yield Match(0, found.end(), replace(first, handled_by=other, target_group=f"när {found['case']}"))


def _spared(text: str) -> Iterator[Match[Assigned]]:
    """ "Undantaget är rådgivning, som regionen ansvarar för"."""
    found = re.match(
        r"Undantag(?:et|na|en)?\s(?:är|gäller|utgör|görs\sför)\s(?P<what>[^.;]+?),?\ssom\s(?P<who>[^.;,]+?)\s(?:ansvarar\sför|handlägger|sköter|har\sansvar(?:et)?\sför)",
        text,
    )
    who = _office(found["who"]) if found else None
    name = casework.matter(re.sub(r"^[^,]*§[^,]*,\s", "", found["what"]))[0] if found else None
    if found and who and casework.is_service(name):
        carried = who if casework.outside(who) else None
        yield Match(0, found.end(), seen("", {"matter": name, "handled_by": who, "carried_out_by": carried}))


def _instead(text: str) -> Iterator[Match[Assigned]]:
    """ "Finns en skuld är det i stället ekonomienheten som handlägger": of the matter named before it."""
    found = re.match(
        r"(?P<case>[A-ZÅÄÖ][^.;]+?),?\s(?:är\sdet|då)\s(?:i\sstället\s|istället\s)?(?P<who>[^.;,]+?)\ssom\s(?:handlägger|ansvarar|utreder)\b",
        text,
    )
    who = _office(found["who"]) if found else None
    if found and who:
        case = found["case"][:1].lower() + found["case"][1:]
        yield Match(0, found.end(), Assigned(None, handled_by=who, target_group=case))


def _whom(text: str) -> str | None:
    """People as a kind of case, by what they need: "personer från 18 år med beroende" → "beroende"."""
    text = re.sub(
        r"\s(?:mellan|från|över|under)\s\d[^.;,]*?år(?=\s|$)|\s\d{1,2}\s?[-–]\s?\d{1,2}\sår", "", text
    ).strip()
    people = re.match(rf"(?:{casework.words('people')})\s(?P<what>(?:med|som)\s.+)$", text)
    if people and people["what"].startswith("med ") and text.startswith("person"):
        return people["what"][4:]
    whole = (
        people
        or re.search(rf"(?:{casework.words('people')})$", text)
        or re.fullmatch(r"\w*(?:våld|missbruk)\w*", text, re.IGNORECASE)
    )
    return (text[:1].lower() + text[1:]) if whole and len(text.split()) <= 9 else None


def _group(text: str) -> str | None:
    return text if re.match(rf"(?:\w+\s)?(?:{casework.words('people')})\b", text) else None
