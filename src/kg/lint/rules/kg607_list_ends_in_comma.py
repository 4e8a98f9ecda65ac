"""KG607: a list that ends in a comma."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "truncated-text"
severity = "info"
needs_text = true
message.sv = "Uppräkningen i {where} slutar med komma: \"{record}\""
message.en = "The list of {where} ends in a comma: \"{record}\""
fix.sv = "Fyll på eller stryk kommat."
fix.en = "Complete it or strike the comma."
since = "0.1.0"
source = "Praxis: hel text"
explanation.sv = "Ett komma sist lovar mer. Antingen saknas något eller är kommat kvar från en struken post."
explanation.en = """\
A comma at the end promises more. Either something is missing, or the comma is left from an item that was \
struck."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Exempel på handlingar: budget, bokslut,"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Exempel på handlingar: budget, bokslut"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Pieces of the text that end in a comma and do not go on in small letters."""
    blocks = subject.blocks
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        goes_on = following is not None and following.code == block.code and following.passage.text[:1].islower()
        if block.passage.text.endswith(",") and not goes_on:
            yield Hit(
                where=(block.code,) if block.code else (),
                lines=(block.passage.lines[-1],),
                record=block.passage.text[-30:],
                says={"where": block.code or "inledningen"},
            )


RULE = define(HEADER, check, __file__)
