"""KG742: a body whose section does not name the member that the law requires."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "contradiction"
severity = "warning"
needs_text = true
message.sv = "{where} kallar gruppen {record}, men {member} nämns inte bland deltagarna"
message.en = "{where} calls the group {record} but names no {member} among its members"
fix.sv = "Ange att {member} deltar, eller stryk att gruppen är {record}."
fix.en = "Say that a {member} takes part, or strike that the group is a {record}."
since = "0.1.0"
source = """\
Arbetsmiljölagen (1977:1160) 6 kap. och arbetsmiljöförordningen (1977:1166) 8 §; data/lexicon/lint.toml, \
[[must_sit]]"""
explanation.sv = """\
Lagen säger vilka som ska sitta i organet. Utan dem är gruppen inte det som texten kallar den."""
explanation.en = """\
The law says who must sit in the body. Without them the group is not what the text calls it."""
example = """
sections = ["s1 Samråd"]
text = { s1 = ["Samråd", "", "Gruppen är även skyddskommitté. I gruppen sitter chefen."] }
"""
mended = """
sections = ["s1 Samråd"]
text = { s1 = ["Samråd", "", "Gruppen är även skyddskommitté. I gruppen sitter chefen och ett skyddsombud."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Sections that say that a group is a body of the lexicon, and never name the member that it must have."""
    for entry in lexicon.load("lint")["must_sit"]:
        is_one = re.compile(rf"\b(?:är|vara|utgör|fungerar som)\b[^.]{{0,40}}\b{entry['body']}", re.IGNORECASE)
        found: dict[str, int] = {}
        seated: set[str] = set()
        for sentence in subject.sentences:
            match = is_one.search(sentence.text)
            if match and sentence.code in subject.headings:
                found.setdefault(sentence.code, sentence.line_at(match.start()))
            if entry["member"] in sentence.text.casefold():
                seated.add(sentence.code)
        for code, line in found.items():
            if code not in seated:
                yield Hit(
                    where=(code,), lines=(line,), record=entry["body"], says={"where": code, "member": entry["member"]}
                )


RULE = define(HEADER, check, __file__)
