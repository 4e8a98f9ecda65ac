"""KG223: the words of a reference's subject stand in the title of another process, and not in its target's."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import quoted, redirects, wholes
from kg.text import words
from kg.text.phrases import readings

HEADER = r'''
kind = "wrong-target"
severity = "error"
message.sv = """\
{where} skickar {subject} till {where2} {title}, men \"{word}\" är vad {better} {better_title} handlar om"""
message.en = "{where} sends {subject} to {where2} {title}, but \"{word}\" is what {better} {better_title} is about"
fix.sv = "Fråga den som äger planen: hänvisa till {better}, eller rätta ordet."
fix.en = "Ask the owner of the plan: refer to {better}, or mend the word."
since = "0.1.0"
source = "Praxis: ämnets ord ska återfinnas hos målet"
explanation.sv = """\
Det som skickas bort heter som en annan process än den som anges som mål. Antingen är målet fel eller ordet; \
handlingarna hamnar annars hos fel ägare."""
explanation.en = """\
What is sent away is called like another process than the one named as target. Either the target or the word is \
wrong; else the records end up with the wrong owner."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Bedriva arbetsmiljöarbete", "1.3 P Bedriva miljöarbete"]
references = [{ source = "1.1", subject = "handlingar om miljöarbete", cited_level = "P", target = "1.2" }]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Bedriva arbetsmiljöarbete", "1.3 P Bedriva miljöarbete"]
references = [{ source = "1.1", subject = "handlingar om miljöarbete", cited_level = "P", target = "1.3" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Redirects with a word that is whole in the title of another live unit and nowhere in what the target says."""
    view = subject.view
    live = (p for p in view.plan.processes if p.level == "P" and subject.live(p.code))
    titles = {process.code: wholes(process.title) - _verbs() for process in live}
    for reference in redirects(view.plan.cross_references):
        target = view.processes.get(reference.target or "")
        if target is None:
            continue
        own = wholes(" ".join([target.title, *target.terms]))
        own |= frozenset().union(*(wholes(record.name) for record in view.records.get(target.code, ())))
        matters = _matters(reference.subject or "") - own
        for code, title in titles.items():
            met = matters & title
            if met and code not in {reference.source, target.code} and view.processes[code].parent != target.code:
                yield Hit(
                    where=(reference.source, target.code, code),
                    says={
                        "where": reference.source,
                        "where2": target.code,
                        "subject": quoted(reference.subject),
                        "title": target.title,
                        "word": sorted(met)[0],
                        "better": code,
                        "better_title": view.processes[code].title,
                    },
                    evidence=(subject.iri(reference),),
                )


def _matters(phrase: str) -> frozenset[str]:
    """The word that each reading of a phrase ends on, which is what it is about; those before only describe it."""
    said = ([t.text for t in words.tokens(reading) if t.text not in words.function()] for reading in readings(phrase))
    return frozenset(words.stem(each[-1]) for each in said if each) - words.generic()


def _verbs() -> frozenset[str]:
    return frozenset(words.stem(verb) for verb in words.titling())


RULE = define(HEADER, check, __file__)
