"""Services that a sentence defines or lists, whoever handles them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.grammar import ages, roles, services, subjects
from kg.grammar.match import Match
from kg.grammar.services import Assigned, seen, unit


def listed(text: str) -> Iterator[Match[Assigned]]:
    """ "I X ingår A (…), B (…) som … ger till Y", "Till X räknas A, B", "Såväl A som B hör hit", "Exempel på X är"."""
    both = re.match(r"Såväl\s(?P<a>.+?)\ssom\s(?P<b>.+?)\shör\shit", text)
    if both:
        for words in (both["a"], both["b"]):
            yield Match(0, 0, Assigned(services.matter(words)[0], defined=True, words=words))
        return
    found = re.match(
        rf"(?:I|Inom|Till)\s(?P<area>[^.;:]+?)\s(?:{services.words('lists')})\s(?:bl\.?\s?a\.?\s|även\s)?(?P<list>.+)$",
        text,
    ) or re.match(r"Exempel\spå\s(?P<area>[^.;:]+?)\sär:?\s(?P<list>.+)$", text) or re.match(
        r"(?:I|Inom)\s(?P<area>[^.;:]+?)\sska\s(?:arbete|verksamhet)\s(?P<list>.*\si\sform\sav\s.+?)\sredovisas", text
    )  # fmt: skip
    if found is None:
        return
    body = found["list"].rstrip(". ")
    given = re.search(r"\ssom\s(?:\S+\s){1,3}(?:ger|ges|erbjuder)(?:\still)?\s(?P<who>[^,;]+?)(?=\si\sform\s|$)", body)
    formed = re.match(r"[^,(]*?\si\sform(?:\sav)?\s", body)
    items = body[formed.end() :] if formed else body
    items = items[: items.find(given[0])] if given and given[0] in items else items
    who = services.group(f"till {given['who']}") if given else services.group(found["area"])
    age = ages.find(given[0] if given else text)
    low, high = (age[0].value.first, age[0].value.last) if age else (None, None)
    head = re.match(rf"(?P<what>[^,(]+),\s(?!dvs)(?:{services.words('examples')})\s(?P<rest>.+)$", items)
    if head and services.is_service(head["what"]):
        place = re.split(r"\sför\s", found["area"])[0]
        names = tuple(name for name, _, _ in services.items(head["rest"]))
        yield Match(
            0,
            0,
            Assigned(
                services.matter(head["what"])[0],
                unit(place),
                unit(place),
                False,
                who,
                low,
                high,
                names,
                words=head["what"],
            ),
        )
        return
    entries = list(services.items(items))
    if roles.starting(entries[0][0] if entries else "") or not any(services.is_service(name) for name, _, _ in entries):
        return
    for name, inner, words in entries:
        yield Match(
            0,
            0,
            Assigned(name, None, None, False, who or services.group(name), low, high, inner, defined=True, words=words),
        )


def defined(text: str) -> Iterator[Match[Assigned]]:
    """ "Med X avses bistånd enligt …", "Insatsen X är en … insats som ges enligt …", "Insatserna avser …"."""
    found = re.match(r"Med\s(?P<what>[^.;,]+?)\s(?:avses|menas)\s(?P<rest>.+)", text) or re.match(
        r"(?:Insatsen|Tjänsten)\s(?P<what>[^.;,]+?)\sär\s(?P<rest>en\s.+)", text
    )
    others = re.match(r"Med\s(?:övriga|andra)\s[^.;,]+?\s(?:avses|menas)\s(?P<list>[^.;]+)", text)
    if others:
        for name, inner, words in services.items(others["list"]):
            if services.is_service(name):
                yield Match(0, 0, Assigned(name, examples=inner, defined=True, words=words))
    elif found and re.search(
        r"\b(?:insats|bistånd|stöd|vård|service|behovspröva|verksamhet|hjälp|omvårdnad)", found["rest"]
    ):
        own, aliases = services.matter(found["what"])
        yield Match(0, found.end(), seen(found["rest"], {"matter": own, "examples": aliases, "defined": True}))
    bare = re.match(r"(?P<what>[A-ZÅÄÖ][a-zåäö]+ning(?:\soch\s\w+ning)?\sav\s[^.;]+)\.?$", text)
    if (
        bare
        and services.is_service(bare["what"])
        and not any(subjects.finite(word) for word in text.split())
        and "," not in text
    ):
        done, aliases = services.matter(bare["what"])
        yield Match(0, bare.end(), Assigned(done, examples=aliases, defined=True))
