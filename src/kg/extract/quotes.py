"""Which paragraphs of a handbook quote a law, and which place of it they quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.legal import Laws, Standing
from kg.extract.sections import Outline, Paragraph
from kg.grammar import citations, provisions

_SECTION = re.compile(r"\s*(?P<section>\d{1,3}(?:\s?[a-z])?)\s?§(?!§)\s+(?=[A-ZÅÄÖ\"”*])")
_SIGNED = re.compile(r"\b(?:Lag|Förordning)\s\(\d{4}:\d{1,4}\)\.?\s*$")


def standings(outline: Outline, laws: Laws) -> dict[int, Standing]:
    """The place quoted by each paragraph that quotes a law, by the paragraph's place in the outline.

    A heading that names a law and a chapter ("SoL 11 kap. …"), or a chapter after such a heading, opens the chapter;
    a paragraph that begins with a section's number quotes it; the quotation goes on to the law's own signature
    ("Lag (2003:135).") or as long as the paragraphs keep to the older "skall" of the quotation.
    """
    found: dict[int, Standing] = {}
    chapter: Standing | None = None
    quoted: Standing | None = None
    ends = -1
    for at, paragraph in enumerate(outline.paragraphs):
        if paragraph.kind == "heading":
            chapter, quoted = _opened(paragraph.passage.text, laws, chapter), None
            if chapter is not None:
                found[at] = chapter
        elif chapter is not None and paragraph.kind in {"text", "item"}:
            section = _SECTION.match(paragraph.passage.text)
            if section:
                quoted = replace(chapter, section=section["section"], paragraph=1)
                ends = _end(outline.paragraphs, at)
            elif quoted is not None and at <= ends:
                quoted = replace(quoted, paragraph=(quoted.paragraph or 0) + 1)
            else:
                quoted = None
            if quoted is not None:
                found[at] = quoted
    return found


def _opened(heading: str, laws: Laws, before: Standing | None) -> Standing | None:
    for match in citations.find(heading, laws.names):
        places = match.value.places
        if len(places) == 1 and places[0].chapter and not places[0].section:
            return Standing(match.value.act, places[0].chapter)
    for place in provisions.find(heading):
        if place.start == 0 and before is not None and place.value[0].chapter and not place.value[0].section:
            return Standing(before.act, place.value[0].chapter)
    return None


def _end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """The last paragraph of the quotation that begins at `start`."""
    last = start
    older = re.search(r"\bskall\b", paragraphs[start].passage.text) is not None
    going = older
    for at in range(start, len(paragraphs)):
        paragraph = paragraphs[at]
        text = paragraph.passage.text
        if paragraph.kind == "heading" or (at > start and _SECTION.match(text)):
            break
        if paragraph.kind not in {"text", "item"}:
            continue
        if _SIGNED.search(text):
            return at
        going = going and (at == start or re.search(r"\bskall\b", text) is not None)
        if going and not re.search(r"\bska\b", text):
            last = at
    return last
