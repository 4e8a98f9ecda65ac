"""A prose document in sentences, each with its section, its place and the law it may quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.extract import legal, quotes
from kg.extract.legal import Laws, Standing
from kg.extract.sections import Outline, Paragraph
from kg.grammar import sentences, unstated
from kg.model.fact import Span
from kg.model.handbook import Section
from kg.model.law import Citation
from kg.read.document import Document

_PROVISION = re.compile(r"\s*\d{1,3}(?:\s?[a-z])?\s?§(?!§)\s+(?=[A-ZÅÄÖ])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph, without the number of a section that it quotes."""

    text: str
    paragraph: Paragraph
    at: int
    """The paragraph's place in the outline."""
    start: int
    """Where the sentence begins in the paragraph."""
    standing: Standing | None

    @property
    def section(self) -> str:
        """Id of the section."""
        return self.paragraph.section


@dataclass(frozen=True)
class Prose:
    """A handbook or guideline, ready for the grammars."""

    document: Document
    outline: Outline
    laws: Laws

    @cached_property
    def standings(self) -> Mapping[int, Standing]:
        """The place of a law that each quoting paragraph quotes, by the paragraph's place in the outline."""
        return quotes.standings(self.outline, self.laws)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles of the sections by id."""
        return {section.id: section.title for section in self.outline.sections}

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.outline.sections}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of running text and lists, in order."""
        return tuple(self._sentences())

    @cached_property
    def stated(self) -> tuple[Sentence, ...]:
        """Sentences that may lay something down: no examples, no history, nothing planned."""
        return tuple(
            one for one in self.sentences
            if not unstated.example(one.paragraph.passage.text) and not unstated.found(one.text)
        )  # fmt: skip

    def _sentences(self) -> Iterator[Sentence]:
        for at, paragraph in enumerate(self.outline.paragraphs):
            if paragraph.kind not in {"text", "item"}:
                continue
            text = paragraph.passage.text
            for start, end in sentences.split(text):
                number = _PROVISION.match(text[start:end])
                start += number.end() if number else 0
                yield Sentence(text[start:end], paragraph, at, start, self.standings.get(at))

    def span(self, sentence: Sentence, start: int = 0, end: int | None = None) -> Span:
        """The place of a part of a sentence."""
        last = len(sentence.text) if end is None else end
        return self.document.place(sentence.paragraph.passage, sentence.start + start, sentence.start + last)

    def legal(self, sentence: Sentence) -> tuple[str, ...]:
        """The legal basis of what a sentence says: the place that it quotes, else what it cites."""
        standing = sentence.standing
        if standing is not None and standing.section is not None:
            quoted = Citation(
                text="", law=self.laws.short(standing.act), sfs=self.laws.number(standing.act),
                chapter=standing.chapter, sections=(standing.section,),
                paragraph=str(standing.paragraph) if standing.paragraph else None,
                span=self.span(sentence),
            )  # fmt: skip
            return (legal.written(quoted),)
        passage = sentence.paragraph.passage.cut(sentence.start, sentence.start + len(sentence.text))
        cited = legal.citations(passage, sentence.section, self.document, self.laws)
        return tuple(dict.fromkeys(legal.written(citation) for citation in cited if citation.sfs))
