"""KG610: a name written now with a capital, now without, in the middle of sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "label-variant"
severity = "info"
needs_text = true
message.sv = "\"{few}\" {times}, \"{many}\" annars"
message.en = "\"{few}\" {times_en}, \"{many}\" elsewhere"
fix.sv = "Skriv \"{many}\"."
fix.en = "Write \"{many}\"."
since = "0.1.0"
source = "Myndigheternas skrivregler, stor eller liten bokstav"
explanation.sv = "Samma organ skrivs på två sätt mitt i meningar. Den som sorterar efter namn får två."
explanation.en = "The same body is written in two ways in the middle of sentences. Whoever sorts by name gets two."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["De lämnas till styrelsen. De visas för Styrelsen varje år. De förvaras hos styrelsen sedan."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["De lämnas till styrelsen. De visas för styrelsen varje år. De förvaras hos styrelsen sedan."] }
"""
'''


_INSIDE = re.compile(r"(?<=[a-zåäö,] )[^\W\d_]{5,}")


def check(subject: Subject) -> Iterator[Hit]:
    """Words for bodies, and of a handbook any word, that stand in both forms after a small letter."""
    bodies = frozenset(lexicon.load("dispositions")["organs"]["bodies"])
    sections = {section.id for section in subject.view.plan.sections}
    found: dict[str, dict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for block in subject.blocks:
        for match in _INSIDE.finditer(block.passage.text):
            body = words.fold(match[0]) in bodies
            if body or (block.code in sections and match.start() and block.passage.text[match.start() - 2] != ","):
                place = (block.code, block.passage.line_at(match.start()))
                found[words.fold(match[0])][match[0]].append(place)
    for forms in found.values():
        if len(forms) > 1 and _is_name(forms):
            few, many = sorted(forms, key=lambda form: (len(forms[form]), form))[:: len(forms) - 1]
            yield Hit(
                where=tuple(dict.fromkeys(code for code, _ in forms[few] if code)),
                lines=tuple(dict.fromkeys(line for _, line in forms[few])),
                record=few,
                says={"few": few, "many": many, **_times(len(forms[few]))},
            )


def _is_name(forms: Mapping[str, Sequence[object]]) -> bool:
    """Whether the capital is no chance: it stands more than once, or the lexicon knows the word as a name or a body."""
    told = {words.stem(words.fold(name)) for name in lexicon.load("lint")["proper"]["names"]}
    told |= set(map(words.stem, lexicon.load("dispositions")["organs"]["bodies"]))
    capital = next((form for form in forms if form[0].isupper()), "")
    return words.stem(words.fold(capital)) in told or len(forms.get(capital, ())) > 1


def _times(count: int) -> dict[str, str]:
    return {
        "times": "en gång" if count == 1 else f"{count} gånger",
        "times_en": "once" if count == 1 else f"{count} times",
    }


RULE = define(HEADER, check, __file__)
