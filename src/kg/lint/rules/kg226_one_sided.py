"""KG226: the target of a reference says nothing of what is sent to it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import redirects, told_by
from kg.text import words

HEADER = r'''
kind = "other"
severity = "info"
message.sv = "Ensidiga hänvisningar: målet säger inget om det som skickas dit ({pairs})"
message.en = "One-sided references: the target says nothing of what is sent to it ({pairs})"
fix.sv = "Nämn handlingarna hos målet."
fix.en = "Mention the records at the target."
since = "0.1.0"
source = "NSW Authority Editor: SeeText har en motsvarighet i den post som det hänvisas till"
explanation.sv = """\
Källan skickar handlingar till ett mål vars beskrivning och exempel inte nämner dem. Den som börjar vid målet \
ser inte att de hör dit."""
explanation.en = """\
The source sends records to a target whose description and examples do not mention them. Whoever starts at the \
target does not see that they belong there."""
example = """
units = ["1 VO Styra", "1.1 P Planera", { unit = "1.2 P Köpa in", terms = ["beställning"] }]
references = [{ source = "1.1", subject = "ramavtal", cited_level = "P", target = "1.2" }]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", { unit = "1.2 P Köpa in", terms = ["beställning", "ramavtal"] }]
references = [{ source = "1.1", subject = "ramavtal", cited_level = "P", target = "1.2" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all references whose subject shares no word with what the target, or a unit under it, says."""
    view = subject.view
    silent = []
    for reference in redirects(view.plan.cross_references):
        target = view.processes.get(reference.target or "")
        if target is None or not target.terms:
            continue
        told = told_by(target)
        for unit in view.children.get(target.code, ()):
            told |= told_by(unit)
        if not words.stems(reference.subject or "") & told:
            silent.append(reference)
    if silent:
        yield Hit(
            where=tuple(dict.fromkeys(code for r in silent for code in (r.source, r.target) if code)),
            says={"pairs": ", ".join(f"{r.source} → {r.target}" for r in silent)},
            evidence=tuple(subject.iri(reference) for reference in silent),
        )


RULE = define(HEADER, check, __file__)
