"""KG748: one kind of help under two names, in sections with other conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Assignment
from kg.text import words

HEADER = r'''
kind = "disposition-overlap"
severity = "info"
needs_text = true
message.sv = "{where} nämner {record}, som i {where2} är en egen insats ({matter})"
message.en = "{where} names {record}, which in {where2} is a measure of its own ({matter})"
fix.sv = "Säg vad som avgör vilken av dem som gäller."
fix.en = "Say what decides which of them holds."
since = "0.1.0"
source = "Praxis: en gränsdragning ska gå att tillämpa"
explanation.sv = """\
Samma hjälp ges på två grunder. Den som söker vet inte vilken som ska prövas, och reglerna för dem är olika."""
explanation.en = """\
The same help is given on two grounds. Whoever asks does not know which is to be tried, and the rules for them \
differ."""
example = """
sections = ["s1 Hemtjänst", "s2 Insatser"]
text = { s1 = ["Hemtjänst", "", "Service omfattar inköp och viss ledsagning."], s2 = ["Insatser"] }
assignments = [
  { matter = "hemtjänst", law = "SoL", handled_by = "omsorgen", carried_out_by = "omsorgen", section = "s1" },
  { matter = "ledsagarservice", law = "LSS", handled_by = "omsorgen", carried_out_by = "omsorgen", section = "s2" },
]
"""
mended = """
sections = ["s1 Hemtjänst", "s2 Insatser"]
text = { s1 = ["Hemtjänst", "", "Service omfattar inköp och städning."], s2 = ["Insatser"] }
assignments = [
  { matter = "hemtjänst", law = "SoL", handled_by = "omsorgen", carried_out_by = "omsorgen", section = "s1" },
  { matter = "ledsagarservice", law = "LSS", handled_by = "omsorgen", carried_out_by = "omsorgen", section = "s2" },
]
"""
'''


_AGENT = "are"
_SHORTEST = 5


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences with the noun of a deed ("ledsagning") where a matter elsewhere is called by its doer ("ledsagare")."""
    parents = {section.id: section.parent for section in subject.view.plan.sections}
    matters: dict[str, Assignment] = {}
    for each in subject.view.plan.assignments:
        first = words.analysis(words.fold(each.matter).split()[0])[1][0]
        if first.endswith(_AGENT) and len(first) >= _SHORTEST + len(_AGENT):
            matters.setdefault(first.removesuffix(_AGENT), each)
    for root, each in matters.items():
        deed = re.compile(rf"\b{root}(?:ning|ande)(?:en|et|ar)?\b", re.IGNORECASE)
        for sentence in subject.sentences:
            match = deed.search(sentence.text)
            if match and sentence.code and sentence.code not in (each.section, parents.get(each.section or "")):
                yield Hit(
                    where=(sentence.code, each.section or ""),
                    lines=(sentence.line_at(match.start()), each.span.first),
                    record=match[0],
                    says={"where": sentence.code, "where2": each.section or "", "matter": each.matter},
                    evidence=(subject.iri(each),),
                )
                break


RULE = define(HEADER, check, __file__)
