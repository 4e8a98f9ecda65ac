"""KG744: roles and units that are named once, without a word on who or where they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "other"
severity = "info"
needs_text = true
message.sv = "Nämns bara en gång, utan förklaring: {names}"
message.en = "Named once only, without explanation: {names}"
fix.sv = "Säg vem rollen är och hur den nås, eller använd det namn som gäller i övrigt."
fix.en = "Say who the role is and how it is reached, or use the name that holds elsewhere."
since = "0.1.0"
source = "Praxis: den som utpekas ska gå att hitta; data/lexicon/lint.toml, [once]"
explanation.sv = "Läsaren skickas till någon som dokumentet inte känner i övrigt."
explanation.en = "The reader is sent to someone whom the document does not know otherwise."
example = """
sections = ["s1 Arkivering"]
text = { s1 = ["Arkivering", "", "Akterna lämnas till processledaren för eget val."] }
"""
mended = """
sections = ["s1 Arkivering"]
[text]
s1 = ["Arkivering", "", "Akterna lämnas till processledaren.", "", "I länet finns en processledare vid arkivet."]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all words of sections that end as a role or a unit does, and whose stem the text has once."""
    table = lexicon.load("lint")["once"]
    role = re.compile(rf"(?P<root>[\w-]{{3,}}(?:{'|'.join(table['heads'])}))(?:{'|'.join(table['endings'])})")
    times: Counter[str] = Counter()
    places: dict[str, tuple[str, str, int]] = {}
    for sentence in subject.sentences:
        for token in words.tokens(sentence.text) if sentence.code in subject.headings else ():
            match = role.fullmatch(token.text)
            if match and match["root"] not in table["known"]:
                times[match["root"]] += 1
                places.setdefault(match["root"], (token.text, sentence.code, sentence.line_at(token.start)))
    titles = words.fold(" ".join(subject.headings.values()))
    found = [places[root] for root, many in times.items() if many == 1 and root not in titles]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for _, code, _ in found)),
            lines=tuple(dict.fromkeys(line for _, _, line in found)),
            says={"names": ", ".join(f'"{text}" ({code})' for text, code, _ in found)},
        )


RULE = define(HEADER, check, __file__)
