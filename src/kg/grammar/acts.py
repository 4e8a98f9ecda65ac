"""Names and numbers of acts in running text: "socialtjänstlagen (2001:453)", "OSL", "SOSFS 2011:9", "(EU) 2016/679"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from kg.grammar.match import Match
from kg.text import lexicon

ActKind = Literal["act", "agency", "eu", "preparatory", "same", "this"]


@dataclass(frozen=True, slots=True)
class ActName:
    """A name or abbreviation, the act it means, and the period in which it means that act."""

    text: str
    number: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """An act as the text names it; `number` None where the text gives none and the name is not known."""

    text: str
    kind: ActKind
    number: str | None = None
    candidates: tuple[ActName, ...] = ()
    """What the name may mean, where it has meant several acts."""


_NUMBER = r"(?:SFS\s?)?(?P<number>(?:1[6-9]|20)\d\d:\d{1,4})"
_DASHES = re.compile(r"[‐‑–—]")


class Names:
    """Acts by name; a longer name wins over a shorter one inside it ("MBL" is not read as "MB" and "L")."""

    def __init__(self, names: Iterable[ActName]) -> None:
        """Index the names; the genitive of a name ("socialtjänstlagens") counts as the name."""
        self._by_name: dict[str, list[ActName]] = {}
        for name in names:
            self._by_name.setdefault(_key(name.text), []).append(name)
        texts = sorted(self._by_name, key=len, reverse=True)
        known = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in texts) or r"(?!)"
        self._known = re.compile(rf"(?<![\w-])(?P<name>{known})(?:s|:s)?(?![\w])", re.IGNORECASE)

    def meaning(self, name: str) -> tuple[ActName, ...]:
        """The acts that a name may mean, oldest first."""
        found = self._by_name.get(_key(name), [])
        return tuple(sorted(found, key=lambda n: n.since or date.min))

    def called(self, number: str) -> tuple[ActName, ...]:
        """Names and abbreviations of the act of a number."""
        return tuple(name for names in self._by_name.values() for name in names if name.number == number)

    def find(self, text: str) -> list[Match[Act]]:
        """Acts named in the text, in order, none inside another."""
        found: list[Match[Act]] = []
        for pattern, read in (
            (_eu(), _read_eu),
            (_agency(), _read_agency),
            (_preparatory(), _read_preparatory),
            (_numbered(), _read_numbered),
            (self._known, self._read_known),
            (_back(), _read_back),
        ):
            for match in pattern.finditer(text):
                if not any(match.start() < f.end and f.start < match.end() for f in found):
                    act = read(match)
                    if act is not None:
                        found.append(Match(match.start(), match.end(), act))
        return _joined(text, sorted(found, key=lambda m: m.start))

    def _read_known(self, match: re.Match[str]) -> Act | None:
        text = match["name"]
        meanings = self.meaning(text)
        short = len(text) <= 4
        if (
            short
            and not any(n.text == text or n.text.replace(" ", "") == text for n in meanings)
            and not text.isupper()
            and not (text[:1].isupper() and _cued().search(match.string, 0, match.start()))
        ):
            return None
        number = meanings[0].number if len({n.number for n in meanings}) == 1 else None
        return Act(text, _kind_of(number or meanings[-1].number), number, meanings)


@cache
def _cued() -> re.Pattern[str]:
    """Words before an abbreviation that leave no doubt, so that "enligt Sol" is read though the letters are wrong."""
    cues = "|".join(map(re.escape, lexicon.load("citations")["cues"]))
    return re.compile(rf"\b(?:{cues})\s\Z", re.IGNORECASE)


def _key(text: str) -> str:
    return " ".join(_DASHES.sub("-", text).casefold().split())


def _kind_of(number: str) -> ActKind:
    return "eu" if "/" in number else ("agency" if " " in number else "act")


def _numbered() -> re.Pattern[str]:
    nouns = "|".join(sorted(lexicon.load("citations")["nouns"], key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?P<noun>(?:[\w-]+-\s(?:och|eller)\s)?[\w-]*(?:{nouns}))\s?,?\s?)?\((?:i\s)?{_NUMBER}\)|\bSFS\s(?P<sfs>\d{{4}}:\d{{1,4}})", re.I
    )


def _read_numbered(match: re.Match[str]) -> Act | None:
    number = match["number"] or match["sfs"]
    return Act(match["noun"] or match[0], "act", number)


def _agency() -> re.Pattern[str]:
    series = "|".join(re.escape(s) for s in lexicon.load("citations")["series"] if s != "SFS")
    return re.compile(
        rf"\b(?P<series>{series}|(?!SFS\b)[A-ZÅÄÖ]{{1,6}}(?:-[A-ZÅÄÖ]{{1,4}})?FS)\s?(?P<at>\d{{4}}:\d{{1,3}})\b"
    )


def _read_agency(match: re.Match[str]) -> Act | None:
    return Act(match[0], "agency", f"{match['series']} {match['at']}")


def _eu() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:[\w-]*(?:förordning|direktiv|beslut)(?:en|et)?)\s)?"
        r"(?:\((?:EU|EG|EEG)\)\s(?:nr\s)?(?P<new>\d{1,4}/\d{1,4})|(?:nr\s)?(?P<old>\d{2,4}/\d{1,4})/(?:EU|EG|EEG)\b)"
    )


def _read_eu(match: re.Match[str]) -> Act | None:
    return Act(match[0], "eu", match["new"] or match["old"])


def _preparatory() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(lexicon.load("citations")["preparatory"], key=len, reverse=True))
    return re.compile(rf"\b(?P<series>{words})\s?(?P<at>\d{{4}}(?:/\d{{2,4}})?:[\w]{{1,6}}|\d{{4}}\s(?:ref|s)\.?\s\d+)")


def _read_preparatory(match: re.Match[str]) -> Act | None:
    return Act(match[0], "preparatory", f"{match['series']} {match['at']}")


def _back() -> re.Pattern[str]:
    words = lexicon.load("citations")
    same = "|".join(map(re.escape, words["same"]))
    this = "|".join(map(re.escape, words["this"]))
    return re.compile(rf"\b(?:(?P<same>{same})|(?P<this>{this}))\b", re.IGNORECASE)


def _read_back(match: re.Match[str]) -> Act | None:
    return Act(match[0], "same" if match["same"] else "this")


def _joined(text: str, found: list[Match[Act]]) -> list[Match[Act]]:
    """One act named twice in a row is one: "Offentlighets- och sekretesslagen, OSL", "socialtjänstlagen (2001:453)"."""
    out: list[Match[Act]] = []
    for match in found:
        before = out[-1] if out else None
        between = text[before.end : match.start] if before else ""
        if before and re.fullmatch(r"\s?[,(]?\s?\(?", between) and _same(before.value, match.value):
            number = match.value.number or before.value.number
            act = Act(before.value.text, before.value.kind, number, before.value.candidates or match.value.candidates)
            end = match.end + (1 if text[match.end : match.end + 1] == ")" and "(" in between else 0)
            out[-1] = Match(before.start, end, act)
        else:
            out.append(match)
    return out


def _same(first: Act, second: Act) -> bool:
    if "act" not in (first.kind, second.kind) or {first.kind, second.kind} - {"act", "this"}:
        return False
    ours, theirs = ({a.number} - {None} | {n.number for n in a.candidates} for a in (first, second))
    return not ours or not theirs or bool(ours & theirs)
