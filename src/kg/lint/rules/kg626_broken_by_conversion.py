"""KG626: words that conversion broke, and that have been mended."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "typo"
severity = "info"
needs_text = true
message.sv = "\"{record}\" i {where} har blivit \"{right}\": {reason}"
message.en = "\"{record}\" in {where} has become \"{right}\": {reason}"
fix.sv = "Inget: det är rättat vid läsningen. Rätta originalet om det ges ut igen."
fix.en = "Nothing: it is mended in reading. Mend the original if it is issued again."
since = "0.1.0"
source = "corrections.toml, [[damage]]"
explanation.sv = """\
Ord bröts när dokumentet gjordes om till text. De är rättade här, men den som söker i originalet finner dem \
inte."""
explanation.en = """\
Words were broken when the document was turned into text. They are mended here, but whoever searches the \
original does not find them."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Här planeras upphandling."] }
[[damage]]
first = 2
last = 2
read = "upp handling"
right = "upphandling"
reason = "kolumnbrytning"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Här planeras upphandling."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each mended piece of damage, as corrected."""
    for damage in subject.damage:
        code = subject.code_at(damage.first)
        yield Hit(
            where=(code,) if code else (),
            lines=tuple(range(damage.first, damage.last + 1)),
            record=" ".join(damage.read.split()),
            says={
                "where": code or "inledningen",
                "right": " ".join(damage.right.split()),
                "reason": damage.reason.rstrip("."),
            },
            corrected=True,
        )


RULE = define(HEADER, check, __file__)
