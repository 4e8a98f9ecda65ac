"""The laws that a passage cites, as facts: names given the number they had when the document was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kg.grammar import citations as references
from kg.grammar.acts import Act, ActName, Names
from kg.grammar.citations import Reference
from kg.grammar.match import Match
from kg.grammar.provisions import Provision
from kg.model.law import Citation
from kg.model.statute import Statute
from kg.read.document import Document
from kg.text import lexicon
from kg.text.passage import Passage


@dataclass(frozen=True, slots=True)
class Standing:
    """The place of a law that a passage stands under, as it quotes it: places without a law are places of this one."""

    act: Act
    chapter: str | None = None
    section: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True)
class Laws:
    """What names of laws mean in one document."""

    names: Names
    day: date | None = None
    """Day on which the document was written, as far as is known."""
    given: frozenset[str] = field(default_factory=frozenset)
    """Numbers that the document itself gives."""

    def number(self, act: Act) -> str | None:
        """Number of an act: the one in the text, else what the name meant on the document's day.

        A newer act that bears the name counts where the document gives its number, and one whose name had ceased by
        the day is the last that bore it.
        """
        if act.number is not None or not act.candidates:
            return act.number
        told = references.meaning(act, self.day)
        known = [name for name in act.candidates if name.number in self.given or name == told]
        if not known and self.day is not None:
            known = [name for name in act.candidates if name.since is None or name.since <= self.day]
        return max(known or act.candidates[:1], key=lambda name: name.since or date.min).number

    def short(self, act: Act) -> str:
        """Abbreviation of an act, else its name in the registry, else its words in the text."""
        number = self.number(act)
        known = self.names.called(number) if number else ()
        short = [name.text for name in known if len(name.text) <= 8 and sum(c.isupper() for c in name.text) > 1]
        return min(short, key=len) if short else (known[0].text if known else act.text)


def names(statutes: Iterable[Statute]) -> Names:
    """Names and abbreviations of the registry, with the periods in which they mean an act."""
    found = []
    for statute in statutes:
        for name in statute.names:
            texts = [name.name, name.abbreviation]
            found += [ActName(text, statute.number, name.start, name.until) for text in texts if text]
    return Names(found)


def laws(document: Document, names: Names, day: date | None = None) -> Laws:
    """What names of laws mean in the document; without a day, the document's own dates and numbers tell its age."""
    text = "\n".join(document.lines)
    acts = [match.value for match in names.find(text)]
    given = frozenset(act.number for act in acts if act.number and not act.candidates)
    return Laws(names, day or _age(text, acts), given)


def _age(text: str, acts: Iterable[Act]) -> date | None:
    years = [int(year) for act in acts if act.number for year in re.findall(r"\b(?:19|20)\d\d(?=[:/ ])", act.number)]
    days = [date(year, 12, 31) for year in years]
    for written in _dated().finditer(text):
        try:
            days.append(date.fromisoformat(written[1]))
        except ValueError:
            continue
    return max(days, default=None)


@cache
def _dated() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicon.load("citations")["dated"]))
    return re.compile(rf"(?:{words})[^\n]{{0,30}}?((?:19|20)\d\d-\d\d-\d\d)", re.IGNORECASE)


def citations(
    passage: Passage, cited_by: str | None, document: Document, laws: Laws, standing: Standing | None = None
) -> list[Citation]:
    """Laws, regulations and EU acts that a passage cites, in order; one citation a chapter that is named.

    `cited_by` is the code of the process or the id of the section. What names no act ("§ 64" of the minutes, a page
    of a handbook, a case number) is no citation of a law.
    """
    found = references.find(passage.text, laws.names, standing.act if standing else None)
    return [
        Citation(
            text=passage.text[match.start : match.end],
            law=laws.short(act),
            sfs=laws.number(act),
            chapter=chapter,
            sections=sections,
            paragraph=paragraph,
            cited_by=cited_by,
            span=document.place(passage, match.start, match.end),
        )
        for match in found
        for act, chapter, sections, paragraph in _places(match, passage.text, standing)
    ]


_Place = tuple[Act, str | None, tuple[str, ...], str | None]


def _places(match: Match[Reference], text: str, standing: Standing | None) -> Iterable[_Place]:
    reference = match.value
    act = standing.act if standing and reference.by == "context" else reference.act
    if not reference.places:
        yield act, None, _page(text, match.end), None
    inherited = standing.chapter if standing and act == standing.act and reference.by == "context" else None
    by_chapter: dict[str | None, list[Provision]] = {}
    for place in reference.places:
        by_chapter.setdefault(place.chapter or (None if place.article else inherited), []).append(place)
    for chapter, places in by_chapter.items():
        sections = tuple(part for place in places if (part := place.section or place.article))
        yield act, chapter, sections, places[-1].paragraph


def _page(text: str, at: int) -> tuple[str, ...]:
    page = re.match(r",?\s?s(?:id)?\.\s?(\d+)\s?(ff?)?\b", text[at:])
    return (_written_page(page[1], page[2]),) if page else ()


def _written_page(page: str, more: str | None) -> str:
    return f"s. {page} {more}." if more else f"s. {page}"


def of_note(
    passage: Passage, cited_by: str | None, document: Document, laws: Laws, before: Iterable[Citation] = ()
) -> list[Citation]:
    """What the text of a footnote cites: laws, or a work with its page; `before` is what "ibid" repeats."""
    text = passage.text
    if re.fullmatch(rf"(?:{_words('ibid')})\.?", text.strip(), re.IGNORECASE):
        place = document.place(passage)
        return [citation.model_copy(update={"text": text, "cited_by": cited_by, "span": place}) for citation in before]
    work = _work(text)
    found = citations(passage, cited_by, document, laws)
    numbered = any(citation.sfs and citation.sfs.split()[-1] in citation.text for citation in found)
    if work is None or numbered:
        return found
    title, pages = work
    place = document.place(passage)
    return [Citation(text=text, law=title, sections=pages, cited_by=cited_by, span=place)]


def _work(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Title and pages of a work: "Author. Title. 2008:42ff", "Author, Title, s. 12", "Hämtat från …"."""
    text = text.strip().rstrip(".")
    source = re.match(rf"(?:{_words('sources')})\s+", text, re.IGNORECASE)
    body = text[source.end() :] if source else text
    paged = re.fullmatch(
        r"(?P<title>\D.+?)[\s.,:]*(?:(?:19|20)\d\d:|,?\ss(?:id)?\.\s?)(?P<page>\d{1,4})\s?(?P<more>ff?)?", body
    )
    if paged:
        return _title(paged["title"]), (_written_page(paged["page"], paged["more"]),)
    return (_title(body), ()) if source and len(body.split()) <= 16 else None


def _title(text: str) -> str:
    return re.sub(r"(?<=\w{3})\.\s+", ": ", text, count=1).strip(" .,:")


def _words(name: str) -> str:
    return "|".join(re.escape(word) for word in lexicon.load("citations")[name])


def written(citation: Citation) -> str:
    """A citation in one line, as legal bases are written: "SoL 2001:453 12 kap. 1 § 2 st"."""
    law = citation.law or citation.text
    parts = [law] if citation.sfs is None or citation.sfs in law else [law, citation.sfs]
    if citation.chapter:
        parts.append(f"{citation.chapter} kap.")
    pages = [section for section in citation.sections if section.startswith("s. ")]
    sections = [section for section in citation.sections if section not in pages]
    if sections:
        mark = "art." if citation.sfs and "/" in citation.sfs else ("§§" if len(sections) > 1 else "§")
        parts.append(f"art. {', '.join(sections)}" if mark == "art." else f"{_run(sections)} {mark}")
    if citation.paragraph:
        parts.append(f"{citation.paragraph} st")
    return " ".join([*parts, *pages])


def _run(sections: list[str]) -> str:
    if all(s.isdecimal() for s in sections) and len(sections) > 1:
        numbers = [int(s) for s in sections]
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(sections)
