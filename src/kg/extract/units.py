"""Units of a plan whose rows are record types: their codes, titles and places in the tree, as the rows go by."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kg.extract.numbers import key
from kg.extract.profile import Profile
from kg.extract.structure import Entry
from kg.model.fact import Level
from kg.text import lexicon
from kg.text.passage import Passage

_MOST_WORDS = 8
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """A number, with the level that is marked before it and the title behind it."""

    code: str
    mark: Level | None
    title: Passage


def head(passage: Passage, profile: Profile) -> Head | None:
    """The unit that a text names: "1.1 Styra", "PG 2.3: Handla upp", "1.1.1 - Besluta"; None where it names none.

    A length of time and a year are no codes.
    """
    text = profile.code(passage.text)
    match = _pattern(profile).match(text)
    if match is None or (
        not match["mark"] and (_YEAR.match(match["code"]) or _time().match(text, match.start("code")))
    ):
        return None
    shift = len(passage.text) - len(text)
    return Head(match["code"], _level(match["mark"], profile), passage.cut(match.end() + shift, len(passage.text)))


@cache
def _time() -> re.Pattern[str]:
    units = {**lexicon.load("periods")["units"], **lexicon.load("fates")["units"]}
    return re.compile(rf"\d+\s(?:{'|'.join(sorted(units, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def _marks(profile: Profile, level: Level) -> list[str]:
    own = [re.escape(word) for word in profile.marks.get(level, ())]
    return [*own, *lexicon.load("structure")["marks"][level], *lexicon.load("columns")["marks"].get(level, [])]


_LEVELS: tuple[Level, ...] = ("VO", "PG", "P")


def _pattern(profile: Profile) -> re.Pattern[str]:
    words = "|".join(word for level in _LEVELS for word in _marks(profile, level))
    # a title begins with a letter, so that "10 000 kr" and "2/3" are no units
    return re.compile(
        rf"\s*(?:(?P<mark>{words})[\s:.]*)?(?P<code>\d+(?:\.\d+)*)\.?[,:]?(?:\s*[-–—:]\s*|\s+|$)(?=[^\W\d_]|[\"”(]|$)"
    )


def _level(mark: str | None, profile: Profile) -> Level | None:
    if mark is None:
        return None
    return next((level for level in _LEVELS if any(re.fullmatch(word, mark) for word in _marks(profile, level))), None)


@cache
def _plan() -> re.Pattern[str]:
    """The title of the plan itself."""
    return re.compile("|".join(lexicon.load("columns")["pointers"]["plans"]), re.IGNORECASE)


@dataclass
class Units:
    """The units met so far, in order."""

    entries: dict[str, Entry] = field(default_factory=dict)
    current: str | None = None
    """Code of the unit that the next record belongs to."""
    inferred: bool = False
    """Whether units without numbers were given one by their place."""
    _counts: list[int] = field(default_factory=list)
    _of_sheets: set[str] = field(default_factory=set)
    """Codes that only the name of a sheet has told so far."""

    def titles(self) -> dict[str, str]:
        """Titles by code."""
        return {code: entry.title.text for code, entry in self.entries.items()}

    def meet(self, found: Head, text: tuple[Passage, ...] = (), of_sheet: bool = False) -> bool:
        """Take in a unit and make it the current one; False where its code has another title already.

        The name of a sheet gives way to the title inside it, and a title that was cut short to the whole one.
        """
        self.current = found.code
        known = self.entries.get(found.code)
        if known and found.title.text and (of_sheet or found.code in self._of_sheets):
            title = known.title if of_sheet else found.title
            self.entries[found.code] = Entry(known.code, known.mark or found.mark, title, (*known.text, *text))
            self._of_sheets.discard(found.code)
            return True
        if of_sheet:
            self._of_sheets.add(found.code)
        if known is None:
            if found.title.text:
                self.entries[found.code] = Entry(found.code, found.mark, found.title, text)
            return bool(found.title.text)
        new, old = found.title.text.casefold(), known.title.text.casefold()
        title = found.title if new.startswith(old) else known.title
        self.entries[found.code] = Entry(known.code, known.mark or found.mark, title, (*known.text, *text))
        return not new or new.startswith(old) or old.startswith(new)

    def above(self, paragraphs: Sequence[Passage]) -> None:
        """Take in the short lines right above a table of a plan without numbers or headings: an area and a process."""
        short: list[Passage] = []
        for passage in reversed(paragraphs):
            if passage.text[-1:] in ".,:;" or len(passage.text.split()) > _MOST_WORDS or len(short) == 2:
                break
            short.insert(0, passage)
        short = [passage for passage in short if not _plan().match(passage.text)]
        for n, passage in enumerate(short):
            self.numbered(passage, n + 1 if len(short) > 1 else max(1, len(self._counts)))

    def renumbered(self, used: Collection[str]) -> dict[str, str]:
        """Leave out units without numbers below which nothing used stands, and the plan's own title: old codes to new.

        What was counted by its place is counted anew without them.
        """
        new: dict[str, str] = {}
        counts: dict[str, int] = {}
        for code, entry in self.entries.items():
            holds = any(each == code or each.startswith(f"{code}.") for each in used)
            if not holds or (code not in used and _plan().match(entry.title.text)):
                continue
            above = code
            while (above := above.rpartition(".")[0]) and above not in new:
                pass
            parent = new.get(above, "")
            counts[parent] = counts.get(parent, 0) + 1
            new[code] = ".".join(filter(None, [parent, str(counts[parent])]))
        self.entries = {new[c]: replace(e, code=new[c]) for c, e in self.entries.items() if c in new}
        return new

    def numbered(self, title: Passage, depth: int, text: tuple[Passage, ...] = ()) -> None:
        """Take in a unit of a plan without numbers: its number is its place in the tree."""
        path = self._counts[: depth - 1] + [1] * max(0, depth - 1 - len(self._counts))
        parent = ".".join(map(str, path))
        siblings = {e.title.text.casefold(): c for c, e in self.entries.items() if c.rpartition(".")[0] == parent}
        code = siblings.get(title.text.casefold())
        if code is None:
            code = ".".join(filter(None, [parent, str(len(siblings) + 1)]))
            self.entries[code] = Entry(code, None, title, text)
        self._counts, self.current, self.inferred = list(key(code)), code, True
