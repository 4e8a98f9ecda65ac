"""KG634: a comment that draws another border than the description of the process."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
message.sv = "Kommentaren drar en annan gräns än beskrivningen: {names}"
message.en = "The comment draws another border than the description: {names}"
fix.sv = "Låt beskrivningen säga vad som omfattas, på ett ställe."
fix.en = "Let the description say what is covered, in one place."
since = "0.1.0"
source = """\
Praxis: vad en process omfattar står på ett ställe; data/lexicon/lint.toml, [narrowing]"""
explanation.sv = """\
Kommentaren lägger till något eller tar bort något. Den som bara läser beskrivningen vet inte var det som \
faller emellan hör hemma."""
explanation.en = """\
The comment adds something, or takes it away. Whoever reads the description alone does not know where what \
falls between belongs."""
example = """
units = ["1 VO Styra", "1.1 P Utföra transporter", "1.2 P Köpa in"]
text = { "1.1" = ["Processen omfattar transporter till verksamheter.", "", "Avser inhyrda transporter."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Utföra transporter", "1.2 P Köpa in"]
text = { "1.1" = ["Processen omfattar inhyrda transporter till verksamheter."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all sentences of live processes that narrow after the description, or widen after the examples."""
    verbs = re.compile("|".join(lexicon.load("lint")["describing"]["words"]))
    lint = lexicon.load("lint")
    narrowing, widening = (re.compile("|".join(lint["narrowing"][name])) for name in ("phrases", "widening"))
    examples = re.compile(lint["more_covered"]["examples"], re.IGNORECASE)
    described: set[str] = set()
    listed: set[str] = set()
    found: dict[str, tuple[str, int]] = {}
    for sentence in subject.sentences:
        code, text = sentence.code, sentence.text
        other = (code in described and narrowing.match(text)) or (code in listed and widening.match(text))
        if other and subject.live(code):
            found.setdefault(code, (text, sentence.line))
        elif verbs.search(text):
            described.add(code)
        if examples.search(text):
            listed.add(code)
    if found:
        yield Hit(
            where=tuple(found),
            lines=tuple(line for _, line in found.values()),
            says={"names": "; ".join(f'"{text[:_SHOWN].strip()}" ({code})' for code, (text, _) in found.items())},
        )


_SHOWN = 60


RULE = define(HEADER, check, __file__)
