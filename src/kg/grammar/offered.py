"""Services that a sentence defines or lists, whoever handles them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.grammar import ages, casework, roles, subjects
from kg.grammar.casework import Assigned, seen, unit
from kg.grammar.match import Match


def listed(text: str) -> Iterator[Match[Assigned]]:
    """ "I X ingår A (…), B (…) som … ger till Y", "Till X räknas A, B", "Såväl A som B hör hit", "Exempel på X är"."""
    both = re.match(r"Såväl\s(?P<a>.+?)\ssom\s(?P<b>.+?)\shör\shit", text)
    if both:
        for words in (both["a"], both["b"]):
            yield Match(0, 0, Assigned(casework.matter(words)[0], defined=True, words=words))
        return
    found = _opening(text)
    if found is None:
        return
    body = found["list"].rstrip(". ")
    given = re.search(r"\ssom\s(?:\S+\s){1,3}(?:ger|ges|erbjuder)(?:\still)?\s(?P<who>[^,;]+?)(?=\si\sform\s|$)", body)
    formed = re.match(r"[^,(]*?\si\sform(?:\sav)?\s", body)
    items = body[formed.end() :] if formed else body
    items = items[: items.find(given[0])] if given and given[0] in items else items
    age = ages.find(given[0] if given else text)
    shared = Assigned(
        matter=None,
        target_group=casework.group(f"till {given['who']}") if given else casework.group(found["area"]),
        age_from=age[0].value.first if age else None,
        age_to=age[0].value.last if age else None,
    )
    covered = _covered(found["area"], items, shared)
    entries = [] if covered else list(casework.items(items))
    if covered is not None:
        yield Match(0, 0, covered)
    elif entries and not roles.starting(entries[0][0]) and any(casework.is_service(name) for name, _, _ in entries):
        for name, inner, words in entries:
            who = shared.target_group or casework.group(name)
            told = replace(shared, matter=name, target_group=who, examples=inner, defined=True, words=words)
            yield Match(0, 0, told)


def _opening(text: str) -> re.Match[str] | None:
    """What the list is about ("area") and the list itself."""
    shapes = (
        rf"(?:I|Inom|Till)\s(?P<area>[^.;:]+?)\s(?:{casework.words('lists')})\s(?:bl\.?\s?a\.?\s|även\s)?(?P<list>.+)$",
        r"Exempel\spå\s(?P<area>[^.;:]+?)\sär:?\s(?P<list>.+)$",
        r"(?:I|Inom)\s(?P<area>[^.;:]+?)\sska\s(?:arbete|verksamhet)\s(?P<list>.*\si\sform\sav\s.+?)\sredovisas",
    )
    return next((found for shape in shapes if (found := re.match(shape, text))), None)


def _covered(area: str, items: str, shared: Assigned) -> Assigned | None:
    """ "Inom X ingår insatser enligt …, t.ex. A, B": one matter of the unit X, with examples."""
    head = re.match(rf"(?P<what>[^,(]+),\s(?!dvs)(?:{casework.words('examples')})\s(?P<rest>.+)$", items)
    if head is None or not casework.is_service(head["what"]):
        return None
    who = unit(re.split(r"\sför\s", area)[0])
    names = tuple(name for name, _, _ in casework.items(head["rest"]))
    name = casework.matter(head["what"])[0]
    return replace(shared, matter=name, handled_by=who, carried_out_by=who, examples=names, words=head["what"])


def defined(text: str) -> Iterator[Match[Assigned]]:
    """ "Med X avses bistånd enligt …", "Insatsen X är en … insats som ges enligt …", "Insatserna avser …"."""
    found = re.match(r"Med\s(?P<what>[^.;,]+?)\s(?:avses|menas)\s(?P<rest>.+)", text) or re.match(
        r"(?:Insatsen|Tjänsten)\s(?P<what>[^.;,]+?)\sär\s(?P<rest>en\s.+)", text
    )
    others = re.match(r"Med\s(?:övriga|andra)\s[^.;,]+?\s(?:avses|menas)\s(?P<list>[^.;]+)", text)
    if others:
        for name, inner, words in casework.items(others["list"]):
            if casework.is_service(name):
                yield Match(0, 0, Assigned(name, examples=inner, defined=True, words=words))
    elif found and re.search(
        r"\b(?:insats|bistånd|stöd|vård|service|behovspröva|verksamhet|hjälp|omvårdnad)", found["rest"]
    ):
        own, aliases = casework.matter(found["what"])
        yield Match(0, found.end(), seen(found["rest"], {"matter": own, "examples": aliases, "defined": True}))
    bare = re.match(r"(?P<what>[A-ZÅÄÖ][a-zåäö]+ning(?:\soch\s\w+ning)?\sav\s[^.;]+)\.?$", text)
    if (
        bare
        and casework.is_service(bare["what"])
        and not any(subjects.finite(word) for word in text.split())
        and "," not in text
    ):
        done, aliases = casework.matter(bare["what"])
        yield Match(0, bare.end(), Assigned(done, examples=aliases, defined=True))
