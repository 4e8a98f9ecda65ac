"""KG325: a recipient's name is a slip away from a name that the plan uses more, or that the register knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Edit, Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule
from kg.text import words

HEADER = r'''
kind = "typo"
severity = "warning"
message.sv = "Mottagaren \"{record}\" i {codes} är troligen {right}"
message.en = "The recipient \"{record}\" in {codes} is probably {right}"
fix.sv = "Skriv {right}."
fix.en = "Write {right}."
since = "0.1.0"
source = "Praxis: samma organ, ett namn"
explanation.sv = """\
Ett namn skiljer sig med någon bokstav från ett som används oftare. Den som sorterar handlingar efter mottagare \
får två mottagare i stället för en."""
explanation.en = """\
A name differs by a letter or so from one that is used more. Whoever sorts records by recipient gets two \
recipients instead of one."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda", "1.4 P Se över"]
rules = [
  { process = "1.1", action = "transfer", recipients = ["nämnden för vatten"], recipient_logic = "single" },
  { process = "1.2", action = "transfer", recipients = ["nämnden för vatten"], recipient_logic = "single" },
  { process = "1.3", action = "transfer", recipients = ["nämden för vatten"], recipient_logic = "single" },
  { process = "1.4", action = "preserve" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda", "1.4 P Se över"]
rules = [
  { process = "1.1", action = "transfer", recipients = ["nämnden för vatten"], recipient_logic = "single" },
  { process = "1.2", action = "transfer", recipients = ["nämnden för vatten"], recipient_logic = "single" },
  { process = "1.3", action = "transfer", recipients = ["nämnden för vatten"], recipient_logic = "single" },
  { process = "1.4", action = "preserve" },
]
"""
'''


_NEAR = 0.93
"""Likeness from which two names are taken for one."""


def check(subject: Subject) -> Iterator[Hit]:
    """Names of recipients that are nearly another, more common or registered, name."""
    from rapidfuzz.distance import OSA

    naming: dict[str, list[DispositionRule]] = defaultdict(list)
    for rule in subject.view.plan.disposition_rules:
        for name in rule.recipients:
            naming[words.fold(name)].append(rule)
    known = {words.fold(text) for body in subject.view.organisations for text in (body.name, *body.aliases)}
    for name, rules in naming.items():
        if name in known:
            continue
        better = [other for other in {*naming, *known} if other in known or len(naming[other]) > len(rules)]
        right = max(better, key=lambda other: (OSA.normalized_similarity(name, other), other), default=name)
        if right != name and OSA.normalized_similarity(name, right) >= _NEAR:
            yield _hit(subject, rules, name, right)


def _hit(subject: Subject, rules: list[DispositionRule], name: str, right: str) -> Hit:
    rule = rules[0]
    read = next(given for given in rule.recipients if words.fold(given) == name)
    codes = tuple(dict.fromkeys(rule.process for rule in rules))
    return Hit(
        where=codes,
        record=read,
        says={"codes": ", ".join(codes), "right": f'"{right}"'},
        evidence=tuple(subject.iri(rule) for rule in rules),
        edit=Edit(
            kind="disposition_rule", key=f"{rule.process}#{rule.order}", field="recipients", read=read, right=right
        ),
    )


RULE = define(HEADER, check, __file__)
