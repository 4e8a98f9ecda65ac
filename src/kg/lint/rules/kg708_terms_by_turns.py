"""KG708: near synonyms for one event, used by turns and never defined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "label-variant"
severity = "warning"
needs_text = true
message.sv = "{names} används om vartannat utan att det sägs om de är samma sak"
message.en = "{names} are used by turns, and whether they are the same is not said"
fix.sv = "Definiera orden, och ange vilken dag fristerna räknas från."
fix.en = "Define the words, and say from which day the periods run."
since = "0.1.0"
source = "data/lexicon/lint.toml, [[by_turns]]"
explanation.sv = """\
En tid räknas från en händelse som kallas olika saker på olika ställen. Är de inte samma dag blir fristen olika."""
explanation.en = """\
A period runs from an event that is called different things in different places. Where these are not the same \
day, the period differs."""
example = """
sections = ["s1 Rutin", "s2 Förvaring"]
[text]
"s1" = ["När akten är avslutad läggs den undan."]
"s2" = ["Akter som är avställda sorteras per avställningsår."]
"""
mended = """
sections = ["s1 Rutin", "s2 Förvaring"]
text = { s1 = ["När akten är avslutad läggs den undan."], s2 = ["Akter som är avslutade sorteras per år."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a group of the lexicon of which two terms or more stand in the text.

    A group of style alone, which is for information, has the places of all terms but the commonest.
    """
    for group, patterns in _groups():
        found: dict[str, list[tuple[str, int]]] = {}
        for block in subject.blocks:
            for term, pattern in patterns.items():
                for match in pattern.finditer(block.passage.text):
                    found.setdefault(term, []).append((block.code, block.passage.line_at(match.start())))
        if len(found) > 1 and group.get("needs", next(iter(found))) in found:
            most = max(found, key=lambda term: len(found[term])) if group.get("severity") == "info" else None
            places = [place for term, each in found.items() if term != most for place in each]
            yield Hit(
                where=tuple(dict.fromkeys(code for code, _ in places if code)),
                lines=tuple(sorted({line for _, line in places})),
                says={"names": ", ".join(f'"{term}"' for term in found)},
                severity=group.get("severity"),
            )


@cache
def _groups() -> tuple[tuple[Mapping[str, Any], Mapping[str, re.Pattern[str]]], ...]:
    """Each group of the lexicon, with a pattern of all forms of each of its terms."""
    return tuple(
        (
            group,
            {
                term: re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)
                for term, forms in group["terms"].items()
            },
        )
        for group in lexicon.load("lint")["by_turns"]
    )


RULE = define(HEADER, check, __file__)
