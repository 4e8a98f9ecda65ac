"""KG337: records that belong to no case, under rules that ask how a case stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "disposition-gap"
severity = "info"
message.sv = """\
Reglerna frågar om {case} är pågående eller avslutat, men det här hör inte till något sådant: {names}"""
message.en = """\
The rules ask whether {case} is going on or closed, but these belong to none: {names}"""
fix.sv = "Säg vad som händer med handlingar som inte hör till något ärende."
fix.en = "Say what becomes of records that belong to no case."
since = "0.1.0"
source = """\
Praxis: en regel ska gå att tillämpa på varje handling den gäller; data/lexicon/lint.toml, [caseless]"""
explanation.sv = """\
Register, handböcker och spontana ansökningar hör inte till ett enskilt ärende. De är varken pågående eller \
avslutade, så ingen av reglerna kan tillämpas på dem efter orden."""
explanation.en = """\
Registers, handbooks and unsolicited applications belong to no single case. They are neither going on nor \
closed, so that by their words none of the rules can be applied to them."""
example = """
units = ["1 VO Styra", "1.1 P Rekrytera", "1.2 P Köpa in"]
records = { "1.1" = ["spontanansökan"], "1.2" = ["beställning"] }
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
conditions = [{ about = "status", op = "is", value = "pågående", of = "rekrytering" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Rekrytera", "1.2 P Köpa in"]
records = { "1.1" = ["ansökan"], "1.2" = ["beställning"] }
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
conditions = [{ about = "status", op = "is", value = "pågående", of = "rekrytering" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each kind of case: processes of whose rules each asks for its status, or takes what is left."""
    table = lexicon.load("lint")["caseless"]
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    facts: dict[str, list[str]] = defaultdict(list)
    for code, rules in subject.view.rules.items():
        asked = (each for rule in rules for each in rule.conditions if each.about == "status")
        told = {each.of for each in asked if each.of and each.of in table["cases"]}
        asks = all(rule.otherwise or any(c.about == "status" for c in rule.conditions) for rule in rules)
        process = subject.view.processes.get(code)
        if not asks or not told or process is None:
            continue
        names = dict.fromkeys(record.name for record in subject.view.records.get(code, ()))
        names |= dict.fromkeys(term for term in process.terms if term.startswith(tuple(table["starts"])))
        caseless = [name for name in names if _caseless(name, table)]
        if caseless:
            case = sorted(told)[0]
            found[case][code] = caseless
            facts[case] += [subject.iri(rule) for rule in rules]
    for case, codes in found.items():
        yield Hit(
            where=tuple(codes),
            says={"case": case, "names": "; ".join(f"{', '.join(names)} ({code})" for code, names in codes.items())},
            evidence=tuple(facts[case]),
        )


def _caseless(name: str, table: Mapping[str, list[str]]) -> bool:
    folded = words.fold(name)
    first = folded.split()[0]
    opens = first.endswith(tuple(table["heads"])) or first.startswith(tuple(table["starts"]))
    return opens or any(part in folded for part in table["parts"])


RULE = define(HEADER, check, __file__)
