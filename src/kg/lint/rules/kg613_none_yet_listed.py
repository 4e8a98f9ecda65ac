"""KG613: a process says that it has no records, and lists some."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "contradiction"
severity = "warning"
message.sv = "{where} säger att inga handlingar förekommer men ger exempel: {names}"
message.en = "{where} says that no records occur but gives examples: {names}"
fix.sv = "Stryk exemplen, eller skriv att processen inte används hos myndigheten."
fix.en = "Strike the examples, or say that the process is not used at the authority."
since = "0.1.0"
source = "Region Stockholms VIR: en grupp som inte används märks \"Används ej\""
explanation.sv = """\
Exemplen kommer oftast från en gemensam mall. Den som söker en sådan handling hänvisas till en process som säger \
sig vara tom."""
explanation.en = """\
The examples mostly come from a shared template. Whoever looks for such a record is sent to a process that says \
it is empty."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["plan"], "1.2" = ["beställning"] }
rules = [
  { process = "1.1", action = "preserve" },
  { process = "1.2", action = "none-occur" },
  { process = "1.2", action = "preserve" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["plan"], "1.2" = ["beställning"] }
rules = [{ process = "1.1", action = "preserve" }, { process = "1.2", action = "preserve" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Processes with a rule that nothing occurs, and record types."""
    for rule in subject.view.plan.disposition_rules:
        records = subject.view.records.get(rule.process, ())
        if rule.action == "none-occur" and records:
            yield Hit(
                where=(rule.process,),
                says={"where": rule.process, "names": ", ".join(record.name for record in records)},
                evidence=(subject.iri(rule), *(subject.iri(record) for record in records)),
            )


RULE = define(HEADER, check, __file__)
