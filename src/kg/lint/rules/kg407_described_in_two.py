"""KG407: two processes describe the same matter as theirs, and neither refers to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject, place_order
from kg.lint.wording import wholes
from kg.text import words

HEADER = r'''
kind = "ownership-conflict"
severity = "info"
message.sv = "{where} {title} och {where2} {title2} beskriver båda {names}, utan att någon hänvisar till den andra"
message.en = "{where} {title} and {where2} {title2} both describe {names}, and neither refers to the other"
fix.sv = "Dra gränsen i båda beskrivningarna."
fix.en = "Draw the line in both descriptions."
since = "0.1.0"
source = "Region Stockholm, VIR: gränsdragningar mellan processer skrivs ut; domänens regel 36"
explanation.sv = """\
Ord som bara två processer har i sina beskrivningar tyder på att de gör anspråk på samma sak. Registratorn kan \
välja vilken som helst."""
explanation.en = """\
Words that only two processes have in their descriptions suggest that they claim the same matter. The registrar \
may choose either."""
example = """
units = [
  "1 VO Styra",
  { unit = "1.1 P Planera", terms = ["internkontroll", "årsplanering"] },
  { unit = "1.2 P Köpa in", terms = ["internkontroll", "ramavtal"] },
]
"""
mended = """
units = [
  "1 VO Styra",
  { unit = "1.1 P Planera", terms = ["internkontroll", "årsplanering"] },
  { unit = "1.2 P Köpa in", terms = ["anbud", "ramavtal"] },
]
"""
'''


_SHORTEST = 9
"""Letters of a word that says a matter by itself."""


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of live processes that share a compound, or two long words; the names of their records are KG401's."""
    view = subject.view
    linked = {frozenset((r.source, r.target)) for r in view.plan.cross_references if r.target}
    holders: dict[str, set[str]] = defaultdict(set)
    for process in view.plan.processes:
        if process.level == "P" and subject.live(process.code):
            for stem in _matters(subject, process.code):
                holders[stem].add(process.code)
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for stem, codes in holders.items():
        if len(codes) == 2 and frozenset(codes) not in linked:
            shared[tuple(sorted(codes, key=place_order))].append(stem)
    for (one, other), stems in shared.items():
        if len(stems) > 1 or any(len(words.analysis(stem)[1]) > 1 for stem in stems):
            yield Hit(
                where=(one, other),
                record=" ".join(sorted(stems)),
                says={
                    "where": one,
                    "where2": other,
                    "title": view.processes[one].title,
                    "title2": view.processes[other].title,
                    "names": ", ".join(f'"{stem}"' for stem in sorted(stems)),
                },
                evidence=(subject.iri(view.processes[one]), subject.iri(view.processes[other])),
            )


def _matters(subject: Subject, code: str) -> set[str]:
    """The long words of a description that are neither names of its records nor said of what it refers to."""
    view = subject.view
    said = {words.stem(words.fold(term)) for term in view.processes[code].terms if "/" not in term}
    for record in view.records.get(code, ()):
        said -= wholes(record.name)
    for reference in view.plan.cross_references:
        if reference.source == code:
            target = view.processes.get(reference.target or "")
            title = target.title if target else ""
            said -= wholes(f"{title} {reference.subject or ''} {reference.cited_title or ''}")
    return {stem for stem in said if len(stem) >= _SHORTEST and stem.isalpha()}


RULE = define(HEADER, check, __file__)
