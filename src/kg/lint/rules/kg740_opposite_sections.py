"""KG740: two sections whose headings exclude each other name the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
message.sv = "{record} står både under \"{title}\" ({where}) och \"{title2}\" ({where2})"
message.en = "{record} stand both under \"{title}\" ({where}) and \"{title2}\" ({where2})"
fix.sv = "Ta bort dem från det avsnitt där de inte hör hemma."
fix.en = "Take them out of the section where they do not belong."
since = "0.1.0"
source = "Praxis: en indelning skiljer"
explanation.sv = """\
Rubrikerna är varandras motsats, och det som står under båda kan bara höra till den ena."""
explanation.en = """\
The headings are each other's opposite, and what stands under both can belong to one only."""
example = """
sections = ["s1 Officiella nätverk", "s2 Inofficiella nätverk"]
[text]
s1 = ["Officiella nätverk", "", "Ekonomichef och MAS (medicinskt ansvarig sjuksköterska) möts."]
s2 = ["Inofficiella nätverk", "", "Nätverk finns för MAS."]
"""
mended = """
sections = ["s1 Officiella nätverk", "s2 Inofficiella nätverk"]
[text]
s1 = ["Officiella nätverk", "", "Ekonomichef och MAS (medicinskt ansvarig sjuksköterska) möts."]
s2 = ["Inofficiella nätverk", "", "Nätverk finns för jurister."]
"""
'''


_OPPOSITES = ("in", "o", "icke-", "icke ", "ej ")
_SHORT = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,5}(?:-[a-zåäö]+)?(?![\w-])")


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of sections of which one's title is the other's with a negation, and short forms that both name."""
    titles = {words.fold(section.title): section for section in subject.view.plan.sections}
    for title, section in titles.items():
        other = next((titles[prefix + title] for prefix in _OPPOSITES if prefix + title in titles), None)
        if other is None:
            continue
        named, again = (_named(subject, each.id) for each in (section, other))
        shared = [name for name in named if name in again]
        if shared:
            yield Hit(
                where=(section.id, other.id),
                lines=tuple(dict.fromkeys(each[name] for name in shared for each in (named, again))),
                record=", ".join(shared),
                says={"where": section.id, "where2": other.id, "title": section.title, "title2": other.title},
                evidence=(subject.iri(section), subject.iri(other)),
            )


def _named(subject: Subject, section: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for sentence in subject.sentences:
        for match in _SHORT.finditer(sentence.text) if sentence.code == section else ():
            found.setdefault(match[0], sentence.line_at(match.start()))
    return found


RULE = define(HEADER, check, __file__)
