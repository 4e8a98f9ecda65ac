"""KG222: the target of a reference sends the same records on to a third process."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import quoted, readings, redirects
from kg.model.plan import CrossReference
from kg.text import words

HEADER = r'''
kind = "chain"
severity = "warning"
message.sv = "{where} skickar {first} till {where2}, men {from} skickar {second} vidare till {to}"
message.en = "{where} sends {first} to {where2}, but {from} sends {second} on to {to}"
fix.sv = "Hänvisa direkt till {to} för {second}."
fix.en = "Refer straight to {to} for {second}."
since = "0.1.0"
source = "Praxis: en hänvisning ska leda till ägaren i ett steg"
explanation.sv = "Två hänvisningar måste följas för att hitta ägaren. Läsaren stannar ofta vid den första."
explanation.en = "Two references must be followed to find the owner. Readers often stop at the first."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Förvalta"]
references = [
  { source = "1.1", subject = "fordon", cited_level = "P", target = "1.2" },
  { source = "1.2", subject = "fordonsavtal", cited_level = "P", target = "1.3" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Förvalta"]
references = [
  { source = "1.1", subject = "fordon", cited_level = "P", target = "1.2" },
  { source = "1.2", subject = "larmavtal", cited_level = "P", target = "1.3" },
]
"""
'''


_JOINT = re.compile(r"\s(?:eller|och|samt)\s|,\s")


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of references, the second out of the first's target or a unit under it, about the same records."""
    view = subject.view
    for first in redirects(view.plan.cross_references):
        under = [first.target, *(process.code for process in view.children.get(first.target or "", ()))]
        for code in under:
            for second in redirects(view.references_from.get(code or "", ())):
                sent = _sent_on(first.subject or "", second.subject or "")
                of_a_kind = not sent and not subject.live(first.source) and _of_a_kind(first, second)
                if second.target in {first.source, *under} or not (sent or of_a_kind):
                    continue
                codes = (first.source, first.target, second.source, second.target)
                yield Hit(
                    where=tuple(dict.fromkeys(code for code in codes if code)),
                    says={
                        "where": first.source,
                        "where2": first.target or "",
                        "first": quoted(first.subject),
                        "from": second.source,
                        "second": quoted(second.subject),
                        "to": second.target or "",
                    },
                    evidence=(subject.iri(first), subject.iri(second)),
                    severity="info" if of_a_kind else None,
                )


def _sent_on(first: str, second: str) -> bool:
    """Whether what the second reference sends is of the kind that the first sends: all its words are in it."""
    said = words.stems(second)
    return any(reading <= said for reading in readings(first))


def _of_a_kind(first: CrossReference, second: CrossReference) -> bool:
    """Whether both send what one word names, narrowed otherwise: "övergripande strategi", "strategi för ett köp"."""
    first_heads, second_heads = (_heads(each.subject or "") for each in (first, second))
    return bool(first_heads & second_heads)


def _heads(phrase: str) -> set[str]:
    """The nouns that a phrase is about, before what narrows each of them."""
    return {words.head(each) for each in _JOINT.split(phrase)} - {""}


RULE = define(HEADER, check, __file__)
