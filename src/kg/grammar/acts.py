"""Names and numbers of acts in running text: "socialtjänstlagen (2001:453)", "OSL", "SOSFS 2011:9", "(EU) 2016/679"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
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


_YEAR = r"(?:1[6-9]|20)\d\d"
_NUMBER = rf"(?P<number>{_YEAR}:\d{{1,4}}(?:\ss\.?\s?\d{{1,3}})?)"
_DASHES = re.compile(r"[‐‑–—]")


class Names:
    """Acts by name; a longer name wins over a shorter one inside it ("MBL" is not read as "MB" and "L")."""

    def __init__(self, names: Iterable[ActName]) -> None:
        """Index the names; the genitive of a name ("socialtjänstlagens") counts as the name."""
        self._by_name: dict[str, list[ActName]] = {}
        for name in names:
            self._by_name.setdefault(_key(name.text), []).append(name)
        self._numbers = {name.number for found in self._by_name.values() for name in found}
        texts = sorted(self._by_name, key=len, reverse=True)
        known = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in texts) or r"(?!)"
        self._known = re.compile(
            rf"(?<![\w-])(?P<name>{known})(?:s|:s)?(?!\w)(?:,?\s(?:SFS\s)?{_NUMBER}(?![\w:]))?", re.IGNORECASE
        )

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
        readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Act | None]], ...] = (
            (_eu(), _read_eu),
            (_agency(), _read_agency),
            (_preparatory(), _read_preparatory),
            (_dated(), _read_dated),
            (_yeared(), self._read_yeared),
            (_numbered(), self._read_numbered),
            (self._known, self._read_known),
            (_unknown(), _read_unknown),
            (_back(), _read_back),
        )
        for pattern, read in readers:
            for match in pattern.finditer(text):
                if not any(match.start() < f.end and f.start < match.end() for f in found):
                    act = read(match)
                    if act is not None:
                        found.append(Match(match.start(), self._title_end(match, act), act))
        return _introduced(text, _joined(text, sorted(found, key=lambda m: m.start)))

    def _title_end(self, match: re.Match[str], act: Act) -> int:
        """End of the title that goes on after the number: "lagen (2001:454) om behandling …"."""
        if act.number is None or match.re is not _numbered():
            return match.end()
        titles = [re.escape(name.text.partition(" ")[2]) for name in self.called(act.number) if " " in name.text]
        after = "|".join(sorted(titles, key=len, reverse=True))
        title = re.compile(rf"\s(?:{after})(?!\w)", re.IGNORECASE).match(match.string, match.end()) if after else None
        return title.end() if title else match.end()

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
        if match["number"]:
            return Act(text, "act", match["number"])
        number = meanings[0].number if len({n.number for n in meanings}) == 1 else None
        return Act(text, _kind_of(number or meanings[-1].number), number, meanings)

    def _read_yeared(self, match: re.Match[str]) -> Act:
        meanings = self.meaning(_definite(match["name"]))
        meant = tuple(name for name in meanings if name.number.startswith(match["year"]))
        return Act(match[0], "act", meant[0].number if meant else None, meant)

    def _read_numbered(self, match: re.Match[str]) -> Act | None:
        """An act of SFS by its number; a number in brackets alone ("(2008:42)") may be a page, and that of a circular
        another body's, unless it is known."""
        number = match["number"] or match["bare"]
        noun = match["noun"] or match["titled"] or match["called"]
        unsure = noun is None or noun.casefold().startswith(tuple(lexicon.load("citations")["circulated"]))
        if unsure and "SFS" not in match[0] and number not in self._numbers:
            return None
        return Act(noun or match[0], "act", number)


@cache
def _cued() -> re.Pattern[str]:
    """Words before an abbreviation that leave no doubt, so that "enligt Sol" is read though the letters are wrong."""
    return re.compile(rf"\b(?:{_words('cues')})\s\Z", re.IGNORECASE)


def _key(text: str) -> str:
    return " ".join(_DASHES.sub("-", text).casefold().split())


def _kind_of(number: str) -> ActKind:
    return "eu" if "/" in number else ("agency" if " " in number else "act")


def _words(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(lexicon.load("citations")[name], key=len, reverse=True))


def _definite(name: str) -> str:
    return name if name.endswith("en") else f"{name}en"


@cache
def _numbered() -> re.Pattern[str]:
    """ "lagen (2001:454)", "Kommunallag (SFS 2017:725)", "lag om … (1993:387)", "arkivlag 1990:782"."""
    noun = rf"(?<![\w-])(?:[\w-]{{1,40}}-\s(?:(?:och|eller)\s)?)?[\w-]{{0,40}}(?:{_words('nouns')})"
    title = rf"(?:lag|förordning|kungörelse)(?:en)?\s(?:{_words('onward')})\s[^.;:()§]{{3,120}}?"
    number = _NUMBER.replace("<number>", "<bare>")
    return re.compile(
        rf"(?:(?P<noun>{noun})\s?,?\s?|\b(?P<titled>{title})\s)?"
        rf"\((?:i\s)?(?:SFS\s?)?(?:nr\s)?{_NUMBER}(?:\s?[,;]\s?[A-ZÅÄÖ][\w-]{{1,9}})?\)"
        rf"|(?:(?P<called>{noun}),?\s(?:SFS\s?)?|\bSFS\s?){number}(?![\w:])",
        re.IGNORECASE,
    )


@cache
def _dated() -> re.Pattern[str]:
    """Acts by their day, as before there were numbers: "lagen den 26 maj 1944 (nr 219) om …"."""
    return re.compile(
        rf"\b(?:lag|förordning|kungörelse)(?:en)?\sden\s\d{{1,2}}\s\w+\s(?P<year>{_YEAR})\s\((?:nr\s)?(?P<at>\d{{1,4}})\)",
        re.I,
    )


def _read_dated(match: re.Match[str]) -> Act:
    return Act(match[0], "act", f"{match['year']}:{match['at']}")


@cache
def _yeared() -> re.Pattern[str]:
    """ "1980 års socialtjänstlag"."""
    return re.compile(
        rf"\b(?P<year>{_YEAR})\sårs\s(?P<name>(?:[\w-]{{1,40}}-\soch\s)?[\w-]{{1,40}}(?:lag|balk|förordning)(?:en)?)\b",
        re.I,
    )


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<series>{_words('series')}|[A-ZÅÄÖ]{{1,6}}(?:-[A-ZÅÄÖ]{{1,4}})?FS)(?<!\bSFS)\s?\(?(?P<at>\d{{4}}:\d{{1,3}})\b"
    )


def _read_agency(match: re.Match[str]) -> Act:
    return Act(match[0], "agency", f"{match['series']} {match['at']}")


@cache
def _eu() -> re.Pattern[str]:
    noun = r"(?:(?<![\w-])[\w-]{0,40}(?:förordning|direktiv|beslut)(?:en|et)?\s)"
    return re.compile(
        rf"{noun}?(?:\((?:EU|EG|EEG)(?:,\s?\w+)?\)\s(?:nr\s)?(?P<new>\d{{1,4}}/\d{{1,4}})"
        rf"|(?:nr\s)?(?P<old>\d{{2,4}}/\d{{1,4}})/(?:EU|EG|EEG)\b|\bEU\s(?P<bare>20\d\d/\d{{1,4}}))"
        rf"|\b(?:EU|EG)[\s-](?:förordning|direktiv)(?:en|et)?\s(?:nr\s)?(?P<named>\d{{1,4}}/\d{{1,4}})"
        rf"|(?<=förordning\s)(?:nr\s)?(?P<nr>\d{{1,4}}/\d{{4}}|20\d\d/\d{{1,4}})(?![\w/])"
    )


def _read_eu(match: re.Match[str]) -> Act:
    return Act(match[0], "eu", match["new"] or match["old"] or match["bare"] or match["named"] or match["nr"])


@cache
def _preparatory() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<series>{_words('preparatory')})\s?(?P<at>\d{{4}}(?:/\d{{2,4}})?:[\w]{{1,6}}|\d{{4}}(?:/\d\d)?\s(?:ref|s|nr|not)\.?\s\d+)"
    )


def _read_preparatory(match: re.Match[str]) -> Act:
    return Act(match[0], "preparatory", f"{match['series']} {match['at']}")


@cache
def _unknown() -> re.Pattern[str]:
    """An act in full that no register knows: "skogsvårdslagen", "lagen om kommunalförbund"."""
    return re.compile(
        rf"(?<![\w-])(?P<name>(?:lagen|förordningen|kungörelsen)\s(?:{_words('onward')})\s[\w-]+|[\w-]{{3,40}}(?:{_words('ends')})|fördraget)s?\b",
        re.IGNORECASE,
    )


def _read_unknown(match: re.Match[str]) -> Act | None:
    name = match["name"].casefold()
    return None if name.endswith(tuple(lexicon.load("citations")["seeming"])) else Act(match["name"], "act")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<same>{_words('same')})|(?P<this>{_words('this')}))\b", re.IGNORECASE)


def _read_back(match: re.Match[str]) -> Act:
    return Act(match[0], "same" if match["same"] else "this")


def _joined(text: str, found: list[Match[Act]]) -> list[Match[Act]]:
    """One act named twice in a row is one: "Offentlighets- och sekretesslagen, OSL", "socialtjänstlagen (2001:453)"."""
    out: list[Match[Act]] = []
    for match in found:
        before = out[-1] if out else None
        between = text[before.end : match.start] if before else ""
        if before and re.fullmatch(r"\s?[,(]?\s?\(?", between) and _same(before.value, match.value):
            act = Act(before.value.text, before.value.kind, *_meant(before.value, match.value))
            end = match.end + (1 if text[match.end : match.end + 1] == ")" and "(" in between else 0)
            out[-1] = Match(before.start, end, act)
        else:
            out.append(match)
    return out


def _introduced(text: str, found: list[Match[Act]]) -> list[Match[Act]]:
    """Names that no register knows, with the number that the text gave them before: "konkurslagen (1987:672) …"."""
    known: dict[str, str] = {}
    out = []
    for match in found:
        act = match.value
        if act.number is None and not act.candidates:
            act = replace(act, number=known.get(_key(act.text)))
        elif act.number is not None and act.kind == "act":
            title = re.match(rf"\s(?:{_words('onward')})\s[\w-]+", text[match.end :])
            known[_key(f"{act.text}{title[0] if title else ''}")] = act.number
        out.append(Match(match.start, match.end, act))
    return out


def _meant(first: Act, second: Act) -> tuple[str | None, tuple[ActName, ...]]:
    """Number and candidates of an act named twice; a number that the text gives leaves no other candidates."""
    given = next((act.number for act in (first, second) if act.number and not act.candidates), None)
    return (given, ()) if given else (second.number or first.number, first.candidates or second.candidates)


def _same(first: Act, second: Act) -> bool:
    if first.number is not None and first.number == second.number:
        return True
    if {first.kind, second.kind} != {"act"}:
        return False
    ours, theirs = ({a.number} - {None} | {n.number for n in a.candidates} for a in (first, second))
    return not ours or not theirs or bool(ours & theirs)
