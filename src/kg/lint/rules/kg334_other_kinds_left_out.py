"""KG334: every rule of a process is for a certain kind of records, and none takes the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import readings

HEADER = r'''
kind = "disposition-gap"
severity = "warning"
message.sv = "Reglerna i {codes} gäller bara {kinds}; handlingar av annat slag har ingen regel"
message.en = "The rules of {codes} are only for {kinds}; records of another kind have no rule"
fix.sv = "Lägg till en regel för övriga handlingar."
fix.en = "Add a rule for all other records."
since = "0.1.0"
source = "Praxis: en process har en regel som tar det som de andra inte tar"
explanation.sv = """\
Varje regel namnger en sorts handlingar. Processen har fler, och för dem sägs inte vart de ska."""
explanation.en = """\
Each rule names one kind of records. The process has more, and where those go is not said."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["annons", "ansökan", "leverantörsfaktura"], "1.2" = ["beställning"] }
rules = [
  { process = "1.1", action = "preserve", applies_to = "ansökningar" },
  { process = "1.1", action = "transfer", applies_to = "leverantörsfakturor", recipients = ["nämnden för skog"] },
  { process = "1.2", action = "preserve" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["annons", "ansökan", "leverantörsfaktura"], "1.2" = ["beställning"] }
rules = [
  { process = "1.1", action = "preserve", applies_to = "ansökningar" },
  { process = "1.1", action = "transfer", applies_to = "leverantörsfakturor", recipients = ["nämnden för skog"] },
  { process = "1.1", action = "destroy", otherwise = true },
  { process = "1.2", action = "preserve" },
]
"""
'''


_FEWEST = 2
"""Rules from which their kinds are a division of the records, and not only the word for the process's own."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all processes whose rules name the same kinds; a plan with a row a record type leaves none out."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code, rules in subject.view.rules.items():
        kinds = tuple(dict.fromkeys(rule.applies_to for rule in rules if rule.applies_to))
        narrowed = all(rule.applies_to and not rule.otherwise and readings(rule.applies_to) for rule in rules)
        if narrowed and len(kinds) >= _FEWEST and subject.live(code) and not cases.rows(subject, code):
            alike[kinds].append(code)
    for kinds, codes in alike.items():
        yield Hit(
            where=tuple(codes),
            says={"codes": ", ".join(codes), "kinds": ", ".join(f'"{kind}"' for kind in kinds)},
            evidence=tuple(subject.iri(rule) for code in codes for rule in subject.view.rules[code]),
        )


RULE = define(HEADER, check, __file__)
