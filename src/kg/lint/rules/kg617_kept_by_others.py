"""KG617: a process hands over records that its text says somebody outside keeps."""

from __future__ import annotations

from collections.abc import Iterator

from kg.grammar import sentences
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "warning"
needs_text = true
message.sv = "{where} lämnar över handlingar, men texten säger att {record} {verb} dem"
message.en = "{where} hands records over, but the text says that {record} keeps them"
fix.sv = "Skriv vilka handlingar myndigheten själv har."
fix.en = "Say which records the authority itself has."
since = "0.1.0"
source = "data/lexicon/lint.toml, [kept_by_others]"
explanation.sv = """\
Handlingar som en leverantör förvarar kan myndigheten inte lämna över. Är de allmänna handlingar hos myndigheten \
måste det framgå."""
explanation.en = """\
Records that a supplier keeps the authority cannot hand over. Whether they are public records of the authority \
must be plain."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "1.2", action = "preserve" },
]
text = { "1.1" = ["Leverantör som kör gods sparar sedlarna i tre år."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "1.2", action = "preserve" },
]
text = { "1.1" = ["Vi sparar sedlarna i tre år."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences that open with somebody outside and have a verb of keeping, in processes that hand records over."""
    table = lexicon.load("lint")["kept_by_others"]
    who = frozenset(map(words.stem, table["who"]))
    for block in subject.blocks:
        rules = subject.view.rules.get(block.code, ())
        if not any(rule.action in {"transfer", "transfer+incorporate"} for rule in rules):
            continue
        for start, end in sentences.split(block.passage.text):
            said = [token.text for token in words.tokens(block.passage.text[start:end])]
            verb = next((word for word in said if word in table["verbs"]), None)
            if verb and said and words.stem(said[0]) in who:
                yield Hit(
                    where=(block.code,),
                    lines=(*block.passage.span_lines(start, end), rules[0].span.first),
                    record=said[0],
                    says={"where": block.code, "verb": verb},
                    evidence=tuple(subject.iri(rule) for rule in rules),
                )


RULE = define(HEADER, check, __file__)
