"""What becomes of a row's records: its columns for fate, time and delivery read together, and its remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract import footnotes, legend, pointers
from kg.extract.footnotes import Note
from kg.extract.profile import Profile
from kg.extract.tables import Record
from kg.grammar import fates, fatewords, leftopen
from kg.grammar.fates import Fate
from kg.grammar.fatewords import Action
from kg.model.fact import Span
from kg.read.document import Document
from kg.text import lexicon
from kg.text.passage import Passage

_MOST_SUBJECT_WORDS = 6
_NUMBER = re.compile(r"\s*\d+(?:[.,]5)?\s*")
Told = list[tuple[Fate, Span]]
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\S)[^.;\n]*)*")


@dataclass(frozen=True)
class Reader:
    """Reads the fates of rows; `tell` takes what could not be understood, in Swedish and English."""

    document: Document
    titles: Mapping[str, str]
    profile: Profile
    tell: Callable[[Passage, str, str], None]
    legend: Mapping[str, str]
    """Short forms that the document explains, in its words."""
    notes: Sequence[Note] = ()
    """Footnotes that tell when starred records are delivered."""

    def read(self, record: Record) -> Told:
        """The fates of a row; an exception goes before what it is an exception from, as rules are tried in order."""
        fate, term = self._of_kind(record, "fate"), self._of_kind(record, "term")
        told = self._together(record, fate, _joined(term)) + self._of_kind(record, "delivery")
        for _, cell in record.of("fate"):
            note = footnotes.of(cell, self.notes)
            if note and any(f.action == "preserve" for f, _ in told) and all(f.action != "transfer" for f, _ in told):
                told = [*told, (note.fate, self.document.place(note.passage))]
        for c, cell in record.cells:
            if c.kind == "comment":
                told = self._remarked(told, cell)
        timed = any(f.action == "destroy" and not f.conditions and not _bare(f) for f, _ in told)
        told = [pair for pair in told if not (timed and _bare(pair[0]))]
        told = [pair for pair in told if not re.fullmatch(r"P0\w", pair[0].period or "")]  # no years say nothing
        plain = [f.action for f, _ in told if not (f.conditions or f.otherwise)]
        if {"preserve", "destroy"} <= set(plain):
            sv, en = "raden säger både bevaras och gallras", "the row says both kept and destroyed"
            self.tell(record.of("fate", "term")[0][1], f"{sv}: skriv vad som gäller när", f"{en}: write which when")
            told = [pair for pair in told if pair[0].conditions or pair[0].otherwise]
        return sorted(told, key=lambda pair: not pair[0].conditions)

    def _together(self, record: Record, fate: Told, term: Told) -> Told:
        """The column that says whether and the one that says when, as one: a period goes to the destroying it is of."""
        undecided = [cell for _, cell in record.of("fate") if leftopen.undecided(cell.text)]
        if undecided and not fate and term:
            cell = record.of("term")[0][1]
            said, when = short(undecided[0]), short(cell)
            self.tell(cell, f"”{said}” lämnar öppet vad ”{when}” gäller", f'"{said}" leaves open what "{when}" is for')
            return []
        bare = [pair for pair in fate if _bare(pair[0])]
        if not term or (bare and all(f.action == "destroy" for f, _ in term)):
            return [pair for pair in fate if not term or pair not in bare] + term
        if not fate:
            return term
        kept = [f for f, _ in fate if f.action == "preserve"]
        if kept and len(fate) == len(kept) and all(f.action == "destroy" for f, _ in term):
            cell = record.of("term")[0][1]
            self.tell(cell, f"”{short(cell)}” passar inte till bevaras", f'"{short(cell)}" does not fit preserving')
            return fate
        return fate + [pair for pair in term if pair[0] not in [f for f, _ in fate]]

    def _of_kind(self, record: Record, kind: str) -> Told:
        found: Told = []
        for at in dict.fromkeys(c.at for c, _ in record.of(kind)):
            mine = [(c, cell) for c, cell in record.of(kind) if c.at == at]
            cell = mine[0][1]
            for _, more in mine[1:]:
                cell = cell.joined(more)
            about: Action | None = mine[0][0].about or ("destroy" if kind == "term" else None)
            about = "transfer" if kind == "delivery" else about
            text = legend.spelled(self.profile.told(cell.text), self.legend)
            text = f"{text} {_unit(mine[0][0].head)}" if kind == "term" and _NUMBER.fullmatch(text) else text
            matches = fates.find(text, about)
            whole = text == cell.text
            found += [
                (m.value, self.document.place(cell, *((m.start, m.end) if whole else (0, len(cell.text)))))
                for m in matches
                if kind != "delivery" or _delivers(m.value)
            ]
            silent = kind == "delivery" or pointers.find(text, self.titles) or not re.search(r"\w", text)
            if not matches and not silent:
                self.tell(cell, f"”{short(cell)}” gav ingen regel", f'"{short(cell)}" gave no rule')
        return found

    def _remarked(self, told: Told, cell: Passage) -> Told:
        """The fates with what a remark says of them; what else it says of time is no rule."""
        actions = {f.action for f, _ in told}
        undated = actions == {"destroy"} and all(_bare(f) for f, _ in told)
        for start, end in _sentences(cell.text):
            sentence = cell.text[start:end]
            counted = _counted().match(sentence)
            if counted:
                told = [(_running(f, sentence[counted.end() :].strip(" .")), span) for f, span in told]
                continue
            for match in fates.find(sentence):
                fate, span = match.value, self.document.place(cell, start, end)
                late = "preserve" in actions and "transfer" not in actions and _delivered().match(sentence)
                dated = undated and fate.action == "destroy" and (fate.period or fate.counted_from)
                given = not told and fate.action == "transfer" and fate.to
                excepted = ("destroy" in actions and _excepts(fate)) or (bool(told) and _said_apart(sentence, fate))
                if given or (late and _delivers(fate)) or excepted or dated:
                    told = [*told, (fate, span)]
        return told


def short(cell: Passage) -> str:
    """The first words of a cell, to name it by."""
    return " ".join(cell.text.split()[:6])


def _unit(head: str) -> str:
    """The unit of a bare number in a column of periods, as its head says it: "Gallringsfrist (månader)"."""
    units: list[str] = lexicon.load("fates")["lengths"]["heads"]
    return next((unit for unit in units[1:] if unit in head.casefold()), units[0])


def _joined(term: Told) -> Told:
    """A number of years in one column and what it runs from in another, as one; no years at all is the event alone."""
    lengths = [pair for pair in term if pair[0].period and not pair[0].counted_from]
    events = [pair for pair in term if not pair[0].period and pair[0].counted_from]
    if len(lengths) != 1 or len(events) != 1 or len(term) != 2:
        return term
    (length, span), (event, _) = lengths[0], events[0]
    none = re.fullmatch(r"P0\w", length.period or "")
    return [(event if none else replace(length, counted_from=event.counted_from, event=event.event), span)]


def _bare(fate: Fate) -> bool:
    return fate.action == "destroy" and not (fate.period or fate.counted_from or fate.conditions)


def _delivers(fate: Fate) -> bool:
    return fate.action == "transfer" and bool(fate.period or fate.counted_from)


def _excepts(fate: Fate) -> bool:
    """Whether a remark takes some records out: those of chosen days of birth, or a project with a period of its own."""
    if fate.action == "preserve":
        return any(c.about == "birth_day" for c in fate.conditions)
    special = "|".join(lexicon.load("fates")["remark"]["special"])
    said = " ".join(str(c.value) for c in fate.conditions if c.about == "subject")
    return fate.action == "destroy" and bool(fate.period and said and re.match(rf"(?:{special})", said))


def _said_apart(sentence: str, fate: Fate) -> bool:
    """Whether a remark says in so many words what becomes of other records than the row's own.

    "Sammanställningen bevaras", "Kopior gallras efter 1 år": the action, the records, and of destroying the time.
    """
    words = lexicon.load("fates")
    modal = rf"(?<!\w)(?:{'|'.join(words['remark']['modal'])})(?!\w)"
    said = [str(c.value) for c in fate.conditions if c.about == "subject"]
    if not re.search(fatewords.action_words(), sentence, re.IGNORECASE) or re.search(modal, sentence, re.IGNORECASE):
        return False
    named = bool(said) and len(said[0].split()) <= _MOST_SUBJECT_WORDS and " som " not in said[0]
    return named and (
        fate.action == "preserve" or (fate.action == "destroy" and bool(fate.period or fate.counted_from))
    )


def _running(fate: Fate, event: str) -> Fate:
    return replace(fate, counted_from=event) if fate.period and not fate.counted_from else fate


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield start, match.end()


@cache
def _counted() -> re.Pattern[str]:
    return re.compile("|".join(lexicon.load("fates")["remark"]["counted"]), re.IGNORECASE)


@cache
def _delivered() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(lexicon.load('fates')['remark']['delivered'])})\s", re.IGNORECASE)
