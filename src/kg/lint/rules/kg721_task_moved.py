"""KG721: a task is laid on an authority that no longer has it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "outdated-law"
severity = "warning"
needs_text = true
message.sv = "{where}: {task} ligger sedan {since} hos {now}, inte hos {record}"
message.en = "{where}: {task} has been with {now} since {since}, not with {record}"
fix.sv = "Ersätt {record} med {now}."
fix.en = "Replace {record} by {now}."
since = "0.1.0"
source = "data/lexicon/lint.toml, [[moved_tasks]]"
explanation.sv = "En myndighetsuppgift har flyttats efter att texten skrevs. Den som följer texten vänder sig fel."
explanation.en = """\
A task was moved after the text was written. Whoever follows the text turns to the wrong authority."""
example = """
sections = ["s1 Tillsyn"]
text = { s1 = ["Verksamheten står under Socialstyrelsens tillsyn."] }
"""
mended = """
sections = ["s1 Tillsyn"]
text = { s1 = ["Verksamheten står under tillsyn av Inspektionen för vård och omsorg."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a task of the lexicon: the sentences that name the former authority with a word for the task."""
    for entry in lexicon.load("lint")["moved_tasks"]:
        places: list[tuple[str, int]] = []
        for sentence in subject.sentences:
            told = words.fold(sentence.text)
            if entry["body"] in told and any(word in told for word in entry["words"]):
                places.append((sentence.code, sentence.line))
        if places and str(entry["since"]) <= str(subject.today):
            codes = tuple(dict.fromkeys(code for code, _ in places if code))
            yield Hit(
                where=codes,
                lines=tuple(dict.fromkeys(line for _, line in places)),
                record=entry["name"],
                says={
                    "where": ", ".join(codes) or "inledningen",
                    "task": entry["task"],
                    "since": str(entry["since"]),
                    "now": entry["now"],
                },
            )


RULE = define(HEADER, check, __file__)
