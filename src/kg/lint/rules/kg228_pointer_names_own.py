"""KG228: records that stand among a process's own examples are said to be found where the matter is settled."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "warning"
message.sv = "{where} nämner {names} som sina handlingar men säger att handlingarna finns i \"{to}\""
message.en = "{where} names {names} as its own but says that the records are found in \"{to}\""
fix.sv = "Stryk exemplen, eller skriv vilka handlingar som stannar."
fix.en = "Strike the examples, or say which records stay."
since = "0.1.0"
source = "Praxis: en handling har en ägare"
explanation.sv = """\
Hänvisningen skickar bort handlingar om en viss sak, utan kod men med sakens namn. Samma sak står bland \
processens egna exempel."""
explanation.en = """\
The reference sends away the records of a certain matter, without a code but with the matter's name. The same \
matter stands among the process's own examples."""
example = """
units = ["1 VO Styra", "1.1 P Försäkra", "1.2 P Köpa in"]
records = { "1.1" = ["försäkringsbrev", "skadeärende"], "1.2" = ["beställning"] }
[[references]]
source = "1.1"
subject = "handlingarna"
verb = "återfinns i"
cited_level = "P"
target = "1.2"
to = "de processer där skaderegleringen sker"
"""
mended = """
units = ["1 VO Styra", "1.1 P Försäkra", "1.2 P Köpa in"]
records = { "1.1" = ["försäkringsbrev", "skadeärende"], "1.2" = ["beställning"] }
references = [{ source = "1.1", subject = "fakturor", cited_level = "P", target = "1.2" }]
"""
'''


_SHORTEST = 5
"""Letters that a part has at least to tell a matter."""


def check(subject: Subject) -> Iterator[Hit]:
    """References whose pointing phrase shares a part of a word with the process's own record types."""
    pointing = frozenset(map(words.stem, lexicon.load("references")["pointed"])) | frozenset({"kärna", "process"})
    for reference in subject.view.plan.cross_references:
        if reference.external or not reference.to:
            continue
        matter = words.stems(reference.to) - pointing
        own = [r for r in subject.view.records.get(reference.source, ()) if _names(r.name, matter)]
        if own:
            yield Hit(
                where=(reference.source,),
                says={
                    "where": reference.source,
                    "names": ", ".join(f'"{record.name}"' for record in own),
                    "to": reference.to,
                },
                evidence=(subject.iri(reference), *(subject.iri(record) for record in own)),
            )


def _names(name: str, matter: frozenset[str]) -> bool:
    """Whether a word of the name, or a part of one, begins a word of the matter: "skada" and "skadereglering"."""
    parts = [part for part in words.stems(name) if len(part) >= _SHORTEST]
    return any(word.startswith(part[:-1]) for part in parts for word in matter)


RULE = define(HEADER, check, __file__)
