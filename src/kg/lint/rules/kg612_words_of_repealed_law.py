"""KG612: words of a law that no longer holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.plan import RecordType
from kg.text import lexicon, words

HEADER = r'''
kind = "outdated-law"
severity = "info"
certain = false
message.sv = "{names} är ord ur {act}, upphävd {until} ({where})"
message.en = "{names} are words of {act}, repealed {until} ({where})"
fix.sv = "Använd ord ur {instead}: {better}."
fix.en = "Use the words of {instead}: {better}."
since = "0.1.0"
source = "data/lexicon/lint.toml, [[repealed_words]]"
explanation.sv = """\
Planen räknar upp handlingar som uppstod enligt en upphävd lag. Nya sådana handlingar uppstår inte, eller heter \
något annat."""
explanation.en = """\
The plan lists records that arose under a repealed law. New ones of the kind do not arise, or are called \
something else."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["anmälan om behandling av personuppgifter"], "1.2" = ["beställning"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["register över behandling"], "1.2" = ["beställning"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit an act: the record types and texts that use its words after it was repealed."""
    for entry in lexicon.load("lint")["repealed_words"]:
        wanted = tuple(entry["words"])
        records: dict[str, list[RecordType]] = defaultdict(list)
        for record in subject.view.plan.record_types:
            for word in wanted:
                if word in words.fold(record.name):
                    records[word].append(record)
        lines = {
            (block.code, block.passage.line_at(at)): word
            for block in subject.blocks
            for word in wanted
            if (at := words.fold(block.passage.text).find(word)) >= 0 and block.code
        }
        if (records or lines) and str(entry["until"]) < str(subject.today):
            found = [record for each in records.values() for record in each]
            codes = dict.fromkeys([*(record.process for record in found), *(code for code, _ in lines)])
            spans = {n for r in found for n in range(r.span.first, r.span.last + 1)} | {line for _, line in lines}
            yield Hit(
                where=tuple(codes),
                lines=tuple(sorted(spans)),
                says={
                    "names": ", ".join(f'"{word}"' for word in dict.fromkeys([*records, *lines.values()])),
                    "act": entry["act"],
                    "until": str(entry["until"]),
                    "instead": entry["instead"],
                    "better": ", ".join(entry["better"]),
                    "where": ", ".join(codes),
                },
                evidence=tuple(subject.iri(record) for record in found),
            )


RULE = define(HEADER, check, __file__)
