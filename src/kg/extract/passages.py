"""The sentences of a prose document by their words, so that what no grammar structures can be found and read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import terms
from kg.extract.prose import Prose, Sentence
from kg.extract.sections import Paragraph
from kg.grammar import definitions, sentences
from kg.model.fact import Span
from kg.model.handbook import Passage

_NUMBER = re.compile(r"(?<![\w-])\d[\d:./-]*(?:\s\d{2}(?=\s|\D|$)){0,3}(?:\s?(?:§|kap))?")
_LEAST = 2
"""Content words below which a sentence says too little to be found by."""


def found(prose: Prose) -> Iterator[Passage]:
    """A passage for each sentence and each field of the document's head, in order."""
    for sentence in prose.sentences:
        lead = _last(sentence.paragraph.lead or "") if sentence.paragraph.kind == "item" else None
        passage = _passage(sentence.text, lead, sentence.section, prose.span(sentence))
        if passage is not None:
            yield passage
    kind = prose.titles["s0"].split()[0]
    for at, paragraph in enumerate(prose.outline.paragraphs):
        if paragraph.kind == "field":
            whole = Sentence(paragraph.passage.text, paragraph, at, 0, None)
            passage = _passage(_field(paragraph), kind, paragraph.section, prose.span(whole))
            if passage is not None:
                yield passage


def _last(lead: str) -> str | None:
    """The sentence that opens a list: the last of the text before it."""
    return next((lead[start:end] for start, end in reversed(sentences.split(lead))), None)


def _field(paragraph: Paragraph) -> str:
    return " ".join(cell.strip() for cell in paragraph.passage.text.strip().strip("|").split("|"))


def _passage(text: str, lead: str | None, section: str, span: Span) -> Passage | None:
    said = (*terms.of([text, lead or ""]), *sorted({match[0].strip(" .:/-") for match in _NUMBER.finditer(text)}))
    if len(said) < _LEAST:
        return None
    return Passage(
        terms=tuple(dict.fromkeys(said)),
        defines=definitions.term(text, lead),
        timing=definitions.timing(text),
        negated=definitions.negated(text),
        section=section,
        span=span,
    )
