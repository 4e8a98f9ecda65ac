"""KG318: a rule repeated word for word from another process, about something that this process does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.answer.case import is_special
from kg.catalogue import PlanView
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import wholes
from kg.model.disposition import DispositionRule

HEADER = r'''
kind = "title-mismatch"
severity = "warning"
message.sv = """\
Reglerna i {where} {title} är ordagrant de i {where2} {title2} och talar om {matter}, som inte hör till {where}"""
message.en = """\
The rules of {where} {title} are word for word those of {where2} {title2} and speak of {matter}, which does not \
belong to {where}"""
fix.sv = "Skriv en regel för de handlingar som {where} har."
fix.en = "Write a rule for the records that {where} has."
since = "0.1.0"
source = "Praxis: en inklistrad regel prövas mot den process den klistras in i"
explanation.sv = """\
Två olika processer har exakt samma regler, och reglerna handlar om något som bara den ena har. I den andra \
faller dess egna handlingar under \"övriga\" eller utanför."""
explanation.en = """\
Two unlike processes have exactly the same rules, and the rules are about something only one of them has. In the \
other its own records fall under \"other\", or outside."""
example = """
units = [
  "1 VO Styra",
  { unit = "1.1 P Hantera anställning", terms = ["anställning", "akter"] },
  { unit = "1.2 P Utbilda", terms = ["kurser", "utbildning"] },
]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "person", op = "is", value = "pågående", of = "anställning" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "person", op = "is", value = "pågående", of = "anställning" }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
"""
mended = """
units = [
  "1 VO Styra",
  { unit = "1.1 P Hantera anställning", terms = ["anställning", "akter"] },
  { unit = "1.2 P Utbilda", terms = ["kurser", "utbildning"] },
]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "person", op = "is", value = "pågående", of = "anställning" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "status", op = "is", value = "avslutat", of = "kurs" }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Processes with the same rules, of which one speaks of the rules' matter and the other does not."""
    view = subject.view
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for code, rules in view.rules.items():
        if code in view.processes and _matter(rules):
            alike[_signature(rules)].append(code)
    for codes in alike.values():
        matter = _matter(view.rules[codes[0]])
        told = {code: wholes(" ".join([view.processes[code].title, *_told(view, code)])) for code in codes}
        fits = [code for code in codes if matter & told[code]]
        for code in codes:
            if fits and code not in fits:
                yield Hit(
                    where=(code, fits[0]),
                    record=" ".join(sorted(matter)),
                    says={
                        "where": code,
                        "matter": ", ".join(f'"{stem}"' for stem in sorted(matter)),
                        "title": view.processes[code].title,
                        "where2": fits[0],
                        "title2": view.processes[fits[0]].title,
                    },
                    evidence=tuple(subject.iri(rule) for rule in view.rules[code]),
                )


def _told(view: PlanView, code: str) -> list[str]:
    return [*view.processes[code].terms, *(record.name for record in view.records.get(code, ()))]


def _signature(rules: tuple[DispositionRule, ...]) -> tuple[object, ...]:
    return tuple((r.action, r.recipients, r.applies_to, r.conditions, r.otherwise) for r in rules)


def _matter(rules: tuple[DispositionRule, ...]) -> frozenset[str]:
    """What the rules are about: the records they name, and what their conditions are said of."""
    told = [rule for rule in rules if rule.action != "read-access"]
    named = [rule.applies_to for rule in told if rule.applies_to and is_special(rule)]
    said_of = [c.of for rule in told for c in rule.conditions if c.of and c.about in {"person", "status"}]
    return wholes(" ".join([*named, *said_of]))


RULE = define(HEADER, check, __file__)
