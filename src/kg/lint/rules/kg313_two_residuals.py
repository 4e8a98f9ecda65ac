"""KG313: two rules in a row take what the rules before left, and do different things with it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.wording import outcome
from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-overlap"
severity = "warning"
message.sv = "{codes} har två regler för det som är över: {first} och {second}"
message.en = "{codes} have two rules for what is left: {first_en} and {second_en}"
fix.sv = "Säg med dag och enhet vad den första tar."
fix.en = "Say by day and unit what the first takes."
since = "0.1.0"
source = "Praxis: bara en regel kan ta det som är över"
explanation.sv = """\
Två regler tar \"övriga\" eller \"äldre\" handlingar utan att det sägs var gränsen går. En handling kan falla \
under båda."""
explanation.en = """\
Two rules take \"other\" or \"older\" records and the border is not said. A record may fall under both."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende" }]
[[rules]]
process = "1.1"
action = "lend"
recipients = ["nämnden"]
otherwise = true
applies_to = "äldre handlingar"
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
applies_to = "övriga handlingar"
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
applies_to = "övriga handlingar"
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each pair of such rules, with all processes that have it."""
    pairs = []
    for code, rules in subject.view.rules.items():
        left = [rule for rule in rules if rule.otherwise and not rule.truncated]
        if len(left) > 1 and (left[0].action, left[0].recipients) != (left[1].action, left[1].recipients):
            said = tuple(f'"{rule.applies_to or "övriga"}" {outcome(rule, "sv")}' for rule in left[:2])
            english = tuple(f'"{rule.applies_to or "other"}" {outcome(rule, "en")}' for rule in left[:2])
            pairs.append(((said, english), code))
    for (said, english), codes in cases.grouped(pairs).items():
        facts = [rule for code in codes for rule in subject.view.rules[code] if rule.otherwise]
        yield Hit(
            where=tuple(codes),
            record=" / ".join(said),
            says={
                "codes": ", ".join(codes),
                "first": said[0],
                "second": said[1],
                "first_en": english[0],
                "second_en": english[1],
            },
            evidence=tuple(subject.iri(rule) for rule in facts),
        )


RULE = define(HEADER, check, __file__)
