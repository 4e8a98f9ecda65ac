"""The sentences of a prose document by their words, so that what no grammar structures can be found and read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.extract import terms
from kg.extract.prose import Prose, Sentence
from kg.extract.sections import Paragraph
from kg.grammar import assertions, definitions, listings, sentences
from kg.model.fact import Span
from kg.model.handbook import Passage

_NUMBER = re.compile(r"(?<![\w-])\d[\d:./-]*(?:\s\d{2}(?=\s|\D|$)){0,3}(?:\s?(?:§|kap))?")
_LEAST = 2
"""Content words below which a sentence says too little to be found by."""


def found(prose: Prose) -> Iterator[Passage]:
    """A passage for each sentence and each field of the document's head, in order."""
    items = _items(prose.outline.paragraphs)
    for sentence in prose.sentences:
        lead = _last(sentence.paragraph.lead or "") if sentence.paragraph.kind == "item" else None
        passage = _passage(sentence.text, lead, sentence.section, prose.span(sentence))
        if passage is not None:
            last = sentence.start + len(sentence.text) >= len(sentence.paragraph.passage.text.rstrip())
            told = items.get(sentence.at, ()) if last else ()
            yield passage.model_copy(update={"lists": told or listings.within(sentence.text)})
    kind = prose.titles["s0"].split()[0]
    for at, paragraph in enumerate(prose.outline.paragraphs):
        if paragraph.kind == "field":
            whole = Sentence(paragraph.passage.text, paragraph, at, 0, None)
            passage = _passage(_field(paragraph), kind, paragraph.section, prose.span(whole))
            if passage is not None:
                yield passage


def _items(paragraphs: Sequence[Paragraph]) -> Mapping[int, tuple[str, ...]]:
    """The items of each list by the place of the paragraph that opens it."""
    return {at: found for at, one in enumerate(paragraphs) if (found := tuple(_of_list(paragraphs, at, one)))}


def _of_list(paragraphs: Sequence[Paragraph], at: int, opener: Paragraph) -> Iterator[str]:
    """Items under a paragraph whose last sentence announces them, and lines that go on right below without a mark."""
    lead = _last(opener.passage.text)
    if opener.kind != "text" or lead is None or not listings.opens(lead):
        return
    before = 0
    for one in paragraphs[at + 1 :]:
        item = one.kind == "item" and one.lead == opener.passage.text
        below = one.kind == "text" and before and one.passage.lines[0] == before + 1
        if one.section != opener.section or not (item or below):
            return
        starts = [*one.passage.offsets, len(one.passage.text)] if below else [0, len(one.passage.text)]
        lines = [one.passage.text[start:end].strip() for start, end in pairwise(starts)]
        if below and any(line.endswith(".") for line in lines):
            return
        yield from (named for line in lines if (named := listings.item(line)))
        before = one.passage.lines[-1]


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
        denies=assertions.denied(text),
        modality=assertions.modality(text),
        section=section,
        span=span,
    )
