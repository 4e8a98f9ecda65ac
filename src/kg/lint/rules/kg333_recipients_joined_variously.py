"""KG333: the same recipients written in several ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject, place_order

HEADER = r'''
kind = "label-variant"
severity = "info"
needs_text = true
message.sv = "Mottagarna skrivs på {count} sätt: {forms} ({where})"
message.en = "The recipients are written in {count} ways: {forms} ({where})"
fix.sv = "Skriv mottagarna lika i alla processer."
fix.en = "Write the recipients alike in all processes."
since = "0.1.0"
source = "Praxis: en mottagare, ett namn"
explanation.sv = """\
Samma mottagare med olika ord eller bindeord väcker frågan om olika regler är menade, och gör att sökning missar \
några."""
explanation.en = """\
The same recipients with other words or joints between them raise the question whether different rules are \
meant, and let a search miss some."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["nämnden för skog", "nämnden för vatten"]
recipient_logic = "and"
[[rules]]
process = "1.2"
action = "transfer"
recipients = ["nämnden för skog", "nämnden för vatten"]
recipient_logic = "and"
[[rules]]
process = "1.3"
action = "preserve"
[text]
"1.1" = ["De överlämnas till nämnden för skog och till nämnden för vatten."]
"1.2" = ["De överlämnas till nämnden för skog och nämnden för vatten."]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["nämnden för skog", "nämnden för vatten"]
recipient_logic = "and"
[[rules]]
process = "1.2"
action = "transfer"
recipients = ["nämnden för skog", "nämnden för vatten"]
recipient_logic = "and"
[[rules]]
process = "1.3"
action = "preserve"
[text]
"1.1" = ["De överlämnas till nämnden för skog och nämnden för vatten."]
"1.2" = ["De överlämnas till nämnden för skog och nämnden för vatten."]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each set of recipients whose names the text joins in several ways; the commonest is not told of."""
    several = dict.fromkeys(r.recipients for r in subject.view.plan.disposition_rules if len(r.recipients) > 1)
    for names in several:
        joined = re.compile(
            r"(\W{1,2}(?:(?:och|eller|samt|och/eller)\W)?(?:till\W)?)".join(map(re.escape, names)), re.I
        )
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for block in subject.blocks:
            for match in joined.finditer(block.passage.text):
                lines = block.passage.span_lines(match.start(), match.end())
                found["".join(match.groups()).strip()] += [(block.code, line) for line in lines]
        few = sorted(found, key=lambda form: -len(found[form]))[1:]
        if few:
            places = [place for form in few for place in found[form]]
            codes = tuple(sorted({code for code, _ in places if code}, key=place_order))
            yield Hit(
                where=codes,
                lines=tuple(sorted({line for _, line in places})),
                record=" / ".join(names),
                says={
                    "count": str(len(found)),
                    "forms": ", ".join(f'"… {form} {names[-1]}"' for form in sorted(found)),
                    "where": ", ".join(codes),
                },
            )


RULE = define(HEADER, check, __file__)
