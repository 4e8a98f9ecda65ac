"""KG119: a heading that promises what its section never speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "title-mismatch"
severity = "info"
needs_text = true
message.sv = "Rubriken \"{title}\" ({where}) nämner {record}, men avsnittet talar aldrig om det"
message.en = "The heading \"{title}\" ({where}) names {record}, but the section never speaks of it"
fix.sv = "Skriv det som rubriken lovar, eller ändra rubriken."
fix.en = "Write what the heading promises, or change the heading."
since = "0.1.0"
source = """\
Praxis: en rubrik täcker sin text och bara den; data/lexicon/lint.toml, [heading_words]"""
explanation.sv = """\
Den som söker efter gallring eller efter en viss lag går till avsnittet efter dess rubrik och finner ingenting \
där."""
explanation.en = """\
Whoever looks for disposal or for a certain act goes to the section by its heading and finds nothing there."""
example = """
sections = ["s1 Bevarande och gallring av akter"]
text = { s1 = ["Bevarande och gallring av akter", "", "Akterna bevaras för forskning och sorteras efter nummer."] }
"""
mended = """
sections = ["s1 Bevarande av akter"]
text = { s1 = ["Bevarande av akter", "", "Akterna bevaras för forskning och sorteras efter nummer."] }
"""
'''


_ACT = re.compile(r"\b(?:[A-ZÅÄÖ][A-Za-zåäö]*[A-ZÅÄÖ])\b")
"""The short form of an act: "LSS", "SoL"."""
_FEWEST = 8
"""Words of a section's own text; a shorter one only leads others in."""


def check(subject: Subject) -> Iterator[Hit]:
    """Words for disposal, and acts among several, in a heading and not in the text up to the next one."""
    texts: dict[str, list[str]] = defaultdict(list)
    for sentence in subject.sentences:
        texts[sentence.code].append(sentence.text)
    acts = {c.law for c in subject.view.plan.citations if c.law}
    words_of = lexicon.load("lint")["heading_words"]["stems"]
    for section in subject.view.plan.sections:
        body = " ".join(texts[section.id]).removeprefix(section.title)
        title = section.title.casefold()
        short = [act for act in _ACT.findall(section.title) if act in acts]
        lost = [act for act in dict.fromkeys(short) if len(short) > 1 and act not in body]
        lost += [stem + "…" for stem in words_of if stem in title and stem not in body.casefold()]
        if lost and len(body.split()) >= _FEWEST:
            yield Hit(
                where=(section.id,),
                lines=(section.span.first, *_lines(subject, section.id)),
                record=", ".join(f'"{each}"' for each in lost),
                says={"where": section.id, "title": section.title},
                evidence=(subject.iri(section),),
            )


def _lines(subject: Subject, section: str) -> tuple[int, ...]:
    return tuple(n for n, _ in subject.numbered if subject.code_at(n) == section)[1:]


RULE = define(HEADER, check, __file__)
