"""Legal references in running text: an act, the places in it, and how the two belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kg.grammar import provisions
from kg.grammar.acts import Act, ActName, Names
from kg.grammar.match import Match
from kg.grammar.provisions import Provision
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Reference:
    """One act with the places of it that are cited together; no place where the act is cited whole."""

    act: Act
    places: tuple[Provision, ...]
    by: str
    """How the act was found: "before", "after", "context" (carried over), "alone"."""


_Part = Match[tuple[Provision, ...]]


@dataclass(frozen=True, slots=True)
class _Group:
    """Places in a row: "11 kap. 5-6 §§, 12 kap. 1 § och 7 kap. 3 §"."""

    parts: tuple[_Part, ...]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def by_article(self) -> bool:
        return self.parts[0].value[0].article is not None


def find(text: str, names: Names, context: Act | None = None) -> list[Match[Reference]]:
    """Legal references in the text, in order.

    `context` is the act that the text stands under (a heading, "denna lag"); a place without an act of its own is read
    as one of the act named last, or of the context, else it is no legal reference ("§ 64" of the minutes).
    """
    acts = names.find(text)
    told = _Told(context, acts)
    found: list[Match[Reference]] = []
    used: set[int] = set()
    cursor = 0
    for group in _groups(text, provisions.find(text), acts):
        for match in acts:
            if cursor <= match.start and match.end <= group.start:
                told.named(match.value)
        cursor = group.start
        for piece, index, by in _assigned(text, group, acts, found):
            act = told.meant(acts[index].value) if index is not None else told.carried(text, piece)
            if act is None:
                continue
            beside = acts[index] if index is not None else None
            used |= {index} if index is not None else set()
            found += told.references(piece, act, by, beside)
    for index, match in enumerate(acts):
        if (
            index not in used
            and match.value.kind not in {"same", "this"}
            and _known(match.value)
            and _alone(text, match)
        ):
            found.append(Match(match.start, match.end, Reference(match.value, (), "alone")))
    return sorted(found, key=lambda m: (m.start, m.end))


def _known(act: Act) -> bool:
    return act.number is not None or bool(act.candidates)


_INITIALS = 2
"""Letters up to which an abbreviation is as well a unit ("10 MB"), or the initials of a firm ("JB Bygg AB")."""
_AMOUNT, _FIRM = re.compile(r"\d\s\Z"), re.compile(r"\s(?:AB\b|[A-ZÅÄÖ][a-zåäö])")


def _alone(text: str, match: Match[Act]) -> bool:
    """Whether the name of an act without a place is one, and no other thing that is written so."""
    long = len(match.value.text) > _INITIALS
    return long or not (_AMOUNT.search(text, 0, match.start) or _FIRM.match(text, match.end))


class _Told:
    """What the text has named so far, from which places and words that name no act of their own take it."""

    def __init__(self, context: Act | None, acts: Iterable[Match[Act]]) -> None:
        self._context = context
        self._union = list({match.value.number: match.value for match in acts if match.value.kind == "eu"}.values())
        self._acts: list[Act] = [context] if context else []
        self._chapter: tuple[Act, str | None] | None = None

    def named(self, act: Act) -> None:
        if act.kind not in {"same", "this", "preparatory"}:
            self._acts.append(act)

    def meant(self, act: Act) -> Act | None:
        """The act itself, or the one that "samma lag", "denna lag" or "förordningen" stands for."""
        noun = act.text.casefold()
        if act.kind == "this" and (self._context or noun.startswith("denna")):
            return self._context
        if act.kind not in {"same", "this"}:
            return act
        kinds = (
            {"act"} if re.search(r"lag|balk", noun) else {"agency"} if "föreskrift" in noun else {"act", "eu", "agency"}
        )
        return self._last(kinds)

    def carried(self, text: str, group: _Group) -> Act | None:
        """The act of places that stand alone; None where they are places of something else than a law.

        "§ 64" and "kap. 3", with the sign first, are as well those of minutes and handbooks. Articles may stand before
        the EU act, where the text names one only.
        """
        if re.match(r"§|kap|paragraf", text[group.start :], re.IGNORECASE) or _other(text, group):
            return None
        before = next((act for act in reversed(self._acts) if _suits(group, act)), None)
        only = self._union[0] if group.by_article and len(self._union) == 1 else None
        return before or only

    def _last(self, kinds: set[str]) -> Act | None:
        return next((act for act in reversed(self._acts) if act.kind in kinds), None)

    def references(self, group: _Group, act: Act, by: str, beside: Match[Act] | None) -> Iterator[Match[Reference]]:
        """One reference a part; a part without a chapter of its own has that of the part before it."""
        carried = by == "context" or (beside is not None and "kapitel" in beside.value.text.casefold())
        chapter = self._chapter[1] if carried and self._chapter and self._chapter[0] == act else None
        for at, part in enumerate(group.parts):
            places = tuple(replace(p, chapter=p.chapter or chapter) if p.section else p for p in part.value)
            chapter = places[-1].chapter
            start, end = part.start, part.end
            if beside is not None and by == "before" and at == 0:
                start = beside.start
            if beside is not None and by == "after" and at == len(group.parts) - 1:
                end = beside.end
            yield Match(start, end, Reference(act, places, by))
        if act.kind != "preparatory":
            self._acts.append(act)
            self._chapter = act, chapter


# Groups of places, and the acts that stand beside them


def _groups(text: str, parts: list[_Part], acts: list[Match[Act]]) -> list[_Group]:
    """Places in rows; "6:2" is a place only beside an act."""
    groups: list[_Group] = []
    for part in parts:
        bare = ":" in text[part.start : part.end]
        article = part.value[0].article is not None
        if groups and groups[-1].by_article == article and _joint().fullmatch(text, groups[-1].end, part.start):
            groups[-1] = _Group((*groups[-1].parts, part))
        elif not bare or any(_beside(text, part, act) for act in acts):
            groups.append(_Group((part,)))
    return groups


def _beside(text: str, part: _Part, act: Match[Act]) -> bool:
    """Whether an act stands right before or after a place."""
    first, last = sorted([(part.start, part.end), (act.start, act.end)])
    return first[1] <= last[0] and not text[first[1] : last[0]].strip(" (,")


@cache
def _joint() -> re.Pattern[str]:
    joins = "|".join(re.escape(j) for j in lexicon.load("citations")["joins"])
    return re.compile(rf"\s?(?:,|;|/)?\s?(?:(?:{joins})\s)?(?:(?:i|av|mot|enligt)\s)?", re.IGNORECASE)


def _assigned(
    text: str, group: _Group, acts: list[Match[Act]], found: Iterable[Match[Reference]]
) -> list[tuple[_Group, int | None, str]]:
    """The places with the act before or after them, by its index; a group between two acts may be of both."""
    before, after = _before(text, group, acts), _after(text, group, acts)
    close = before is not None and not text[acts[before].end : group.start].strip(" (")
    if before is not None and _hands_over(text, acts[before], group, found):
        before = None
    if before is not None and after is not None and close and len(group.parts) > 1:
        return [(_Group(group.parts[:-1]), before, "before"), (_Group(group.parts[-1:]), after, "after")]
    if before is not None and (close or after is None):
        return [(group, before, "before")]
    return [(group, after, "after")] if after is not None else [(group, None, "context")]


@cache
def _between() -> re.Pattern[str]:
    """Words between a place and the act after it."""
    words = lexicon.load("citations")
    links, former, more = ("|".join(map(re.escape, words[name])) for name in ("links", "former", "more"))
    return re.compile(
        rf"\s?(?:(?:{more})\s)?(?:(?:bestämmelser|bestämmelserna|paragrafer|lagrum|§§)\s)?"
        rf"(?:(?:{links})\s)?(?:(?:den|det)\s)?(?:(?:{former})\s)*(?P<issuer>[\w-]+s\s(?:och\s[\w-]+s\s)?(?:[\w-]+\s){{0,4}})?[(”\"]?"
    )


def _after(text: str, group: _Group, acts: list[Match[Act]]) -> int | None:
    for index, match in enumerate(acts):
        if match.start >= group.end:
            gap = _between().fullmatch(text, group.end, match.start)
            issued = match.value.kind in {"agency", "eu"}
            return index if gap and (not gap["issuer"] or issued) and _suits(group, match.value) else None
    return None


def _before(text: str, group: _Group, acts: list[Match[Act]]) -> int | None:
    for index in range(len(acts) - 1, -1, -1):
        if acts[index].end <= group.start:
            gap = text[acts[index].end : group.start]
            fits = re.fullmatch(
                r"[\s,:;(”\"]*(?:(?:om|och|med)\s[^.§()]{0,90}?[\s,:(])?(?:(?:i|enligt|se|särskilt|t\.ex\.)\s)?[(]?",
                gap,
            )
            placed = fits and not (gap.strip(" (,:;") and _other(text, group))
            return index if placed and _suits(group, acts[index].value) else None
    return None


def _suits(group: _Group, act: Act) -> bool:
    """Whether the act can have such places: articles stand in EU acts and conventions, sections in Swedish acts."""
    if act.kind in {"same", "this"}:
        return True
    named = [act.text, *(name.text for name in act.candidates)]
    union = act.kind == "eu" or re.search("|".join(lexicon.load("citations")["by_article"]), " ".join(named).casefold())
    return act.kind != "preparatory" and bool(union) == group.by_article


def _hands_over(text: str, before: Match[Act], group: _Group, found: Iterable[Match[Reference]]) -> bool:
    """Whether the act before the places belongs to earlier places: "4 § LSS och 5 § SoL", "OSL och 7 § FL"."""
    gap = text[before.end : group.start].strip(" ,;")
    joined = bool(gap) and any(gap.startswith(join) for join in lexicon.load("citations")["joins"])
    return joined or any(reference.end >= before.end and reference.value.by == "after" for reference in found)


@cache
def _others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(map(re.escape, lexicon.load("citations")["others"]))
    noun = rf"[\w-]*(?:{words})\w*"
    return re.compile(rf"\b{noun}[\s,:]*\Z", re.IGNORECASE), re.compile(
        rf"\s?(?:(?:i|av|enligt|till)\s(?:[\w-]+\s)?{noun})", re.IGNORECASE
    )


def _other(text: str, group: _Group) -> bool:
    """Whether the places stand beside the name of rules that are no law: "avtalets 4 §", "4 § i reglementet"."""
    before, after = _others()
    return bool(before.search(text, max(0, group.start - 60), group.start) or after.match(text, group.end))


def meaning(act: Act, day: date | None) -> ActName | None:
    """The act that a name means on a day; None where no act bore the name then, or the text gives a number."""
    if act.number is not None or not act.candidates:
        return None
    if day is None:
        return act.candidates[-1]
    for name in act.candidates:
        if (name.since is None or name.since <= day) and (name.until is None or day <= name.until):
            return name
    return None
