"""KG231: a link that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "unresolved-target"
severity = "warning"
needs_text = true
message.sv = "Länkar utan adress i {where}: {names}"
message.en = "Links without an address in {where}: {names}"
fix.sv = "Lägg in adressen, eller skriv ut vad länken pekar på."
fix.en = "Put the address in, or write out what the link points to."
since = "0.1.0"
source = "Praxis: en hänvisning ska gå att följa"
explanation.sv = """\
Läsaren skickas vidare till en länk vars adress inte följt med. Vilken sida eller utgåva som avsågs går inte att \
se."""
explanation.en = """\
The reader is sent on by a link whose address was lost. Which page or edition was meant cannot be seen."""
example = """
sections = ["s1 Sekretess"]
text = { s1 = ["Sekretess", "", "[Lagen på webben](#)"] }
"""
mended = """
sections = ["s1 Sekretess"]
text = { s1 = ["Sekretess", "", "[Lagen på webben](https://example.org/lagen)"] }
"""
'''


_LINK = re.compile(r"\[([^\]\n]{3,}?)\]\(\s*#?\s*\)")


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each section with links whose address is empty."""
    found: dict[str, list[tuple[str, int]]] = {}
    for n, line in subject.numbered:
        for match in _LINK.finditer(line):
            found.setdefault(subject.code_at(n) or "", []).append((match[1], n))
    for code, links in found.items():
        yield Hit(
            where=(code,) if code else (),
            lines=tuple(dict.fromkeys(n for _, n in links)),
            says={"where": code or "inledningen", "names": ", ".join(f'"{name}"' for name, _ in links)},
        )


RULE = define(HEADER, check, __file__)
