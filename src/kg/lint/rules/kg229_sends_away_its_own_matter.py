"""KG229: a process sends away what its own title is about."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import listed
from kg.text import words

HEADER = r'''
kind = "contradiction"
severity = "warning"
message.sv = "{where} {title} skickar \"{record}\" till {to}, fast titeln handlar om just det"
message.en = "{where} {title} sends \"{record}\" to {to}, although its title is about just that"
fix.sv = "Säg vilka av dem som stannar här, eller rätta titeln."
fix.en = "Say which of them stay here, or mend the title."
since = "0.1.0"
source = "Praxis: en process äger det den är uppkallad efter"
explanation.sv = """\
Läst efter orden blir inget kvar i processen. Troligen är bara en del avsedd, men vilken del sägs inte."""
explanation.en = """\
By the words nothing is left in the process. Probably only a part is meant, but which is not said."""
example = """
units = ["1 VO Styra", "1.1 P Ingå serviceavtal", "1.2 P Köpa in"]
references = [{ source = "1.1", subject = "Serviceavtal", cited_level = "P", target = "1.2" }]
"""
mended = """
units = ["1 VO Styra", "1.1 P Ingå serviceavtal", "1.2 P Köpa in"]
references = [{ source = "1.1", subject = "Ramavtal", cited_level = "P", target = "1.2" }]
"""
'''


_LONG = 6
"""Letters of the end of a compound from which it says the matter by itself."""


def check(subject: Subject) -> Iterator[Hit]:
    """References whose subject, unnarrowed, is the last word of the source's title, or what that compound ends on."""
    view = subject.view
    for reference in view.plan.cross_references:
        process = view.processes.get(reference.source)
        if process is None or not reference.subject or reference.kind == "exclude" or process.level != "P":
            continue
        said = [t.text for t in words.tokens(process.title) if t.text not in words.function() | words.titling()]
        matter = words.stem(said[-1]) if said else ""
        sent = {stem for reading in listed(reference.subject) if len(reading) == 1 for stem in reading}
        if any(matter == stem or (len(stem) > _LONG and matter.endswith(stem)) for stem in sent):
            yield Hit(
                where=(process.code, *((reference.target,) if reference.target else ())),
                record=reference.subject,
                says={"where": process.code, "title": process.title, "to": reference.target or f'"{reference.to}"'},
                evidence=(subject.iri(reference),),
            )


RULE = define(HEADER, check, __file__)
