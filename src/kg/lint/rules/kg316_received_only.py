"""KG316: a rule asks when a record came in, and says nothing of those that were drawn up."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule
from kg.text import lexicon, words

HEADER = r'''
kind = "disposition-gap"
severity = "warning"
message.sv = "{codes} frågar när handlingen kom in; handlingar som upprättats av myndigheten själv har ingen regel"
message.en = "{codes} ask when the record came in; records drawn up by the authority itself have no rule"
fix.sv = "Skriv \"inkommit till eller upprättats\"."
fix.en = "Write \"received or drawn up\"."
since = "0.1.0"
source = "TF 2 kap. 9 och 10 §§: en allmän handling är inkommen eller upprättad"
explanation.sv = """\
Handlingar är antingen inkomna eller upprättade. Regeln nämner bara de inkomna, fast processen mest ger \
upprättade handlingar."""
explanation.en = """\
Records are either received or drawn up. The rule names the received ones only, though the process mostly makes \
records of its own."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "before", value = "2018-01-01", at = 2018-01-01, of = "inkom" }]
[[rules]]
process = "1.1"
action = "stay"
conditions = [{ about = "date", op = "on-or-after", value = "2018-01-01", at = 2018-01-01, of = "inkom" }]
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "before", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.1"
action = "stay"
conditions = [{ about = "date", op = "on-or-after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all processes of which every rule asks for the day of receipt, and none takes what is left."""
    received = frozenset(map(words.stem, lexicon.load("lint")["received"]["words"]))
    found: list[DispositionRule] = []
    for rules in subject.view.rules.values():
        dated = [[c.of for c in rule.conditions if c.about == "date" and c.of] for rule in rules]
        asked = [{words.stem(words.fold(of)) for of in each} for each in dated]
        if asked and all(of and of <= received for of in asked) and not any(rule.otherwise for rule in rules):
            found += rules
    if found:
        codes = tuple(dict.fromkeys(rule.process for rule in found))
        yield Hit(
            where=codes,
            says={"codes": ", ".join(codes)},
            evidence=tuple(subject.iri(rule) for rule in found),
        )


RULE = define(HEADER, check, __file__)
