"""KG332: the same units joined now by "and", now by "or"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "label-variant"
severity = "info"
needs_text = true
message.sv = "\"{first}\" och \"{second}\" används om vartannat ({where}); läst efter orden säger de olika saker"
message.en = "\"{first}\" and \"{second}\" are used by turns ({where}); by the words they say different things"
fix.sv = "Välj ett ord; \"eller\" där handlingar från endera enheten avses."
fix.en = "Choose one word; \"or\" where records of either unit are meant."
since = "0.1.0"
source = "Myndigheternas skrivregler: ett uttryck för en sak"
explanation.sv = """\
Med \"och\" måste båda enheterna vara med, med \"eller\" räcker en. När båda skrivs om samma handlingar får \
läsaren gissa om skillnaden är menad."""
explanation.en = """\
With \"and\" both units must be in it, with \"or\" one is enough. Where both are written of the same records the \
reader must guess whether the difference is meant."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
parties = [{ name = "parkenheten", short = "PKE" }, { name = "vattenenheten", short = "VTE" }]
text = { "1.1" = ["Handlingar inom PKE och VTE lånas ut.", "", "Handlingar inom PKE eller VTE bevaras."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
parties = [{ name = "parkenheten", short = "PKE" }, { name = "vattenenheten", short = "VTE" }]
text = { "1.1" = ["Handlingar inom PKE eller VTE lånas ut.", "", "Handlingar inom PKE eller VTE bevaras."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each pair of units that the text joins in two ways."""
    shorts = [party.short for party in subject.view.plan.parties]
    for one, other in permutations(shorts, 2):
        joined = re.compile(rf"\b{re.escape(one)} ?(och|eller|samt) {re.escape(other)}\b")
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for block in subject.blocks:
            for match in joined.finditer(block.passage.text):
                found["eller" if match[1] == "eller" else "och"].append(
                    (block.code, block.passage.line_at(match.start()))
                )
        if len(found) > 1:
            places = [place for name in sorted(found) for place in found[name]]
            codes = tuple(dict.fromkeys(code for code, _ in places if code))
            yield Hit(
                where=codes,
                lines=tuple(sorted({line for _, line in places})),
                record=f"{one} {other}",
                says={"first": f"{one} och {other}", "second": f"{one} eller {other}", "where": ", ".join(codes)},
            )


RULE = define(HEADER, check, __file__)
