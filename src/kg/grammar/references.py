"""Cross-references in a plan's text: what is sent where, in the words that send it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kg.grammar import sentences
from kg.grammar.match import Match
from kg.grammar.referents import any_of, subject
from kg.model.fact import Level
from kg.text import lexicon

_NAME = r"[A-ZÅÄÖ][\wåäöÅÄÖ-]*(?:\s(?:och\s)?[A-ZÅÄÖ][\wåäöÅÄÖ-]*)*"
_QUOTED = re.compile(r"[\"“”'‘’»«]([^\"“”'‘’»«]+)[\"“”'‘’»«]")


@dataclass(frozen=True, slots=True)
class ReferenceDraft:
    """One cross-reference, before it has a source and a place."""

    subject: str | None
    verb: str
    kind: Literal["redirect", "exclude", "see"]
    cited_level: Level | None = None
    target: str | None = None
    cited_title: str | None = None
    external: bool = False
    to: str | None = None


def find(text: str, titles: Mapping[str, str]) -> list[Match[ReferenceDraft]]:
    """References in running text, in order.

    `titles`, by code, tell where a cited title ends when no stop follows it.
    """
    found: list[Match[ReferenceDraft]] = []
    for start, end in sentences.split(text):
        for match in _in_sentence(text[start:end], titles):
            found.append(Match(start + match.start, start + match.end, match.value))
    return _pointed_on(found)


def _in_sentence(sentence: str, titles: Mapping[str, str]) -> list[Match[ReferenceDraft]]:
    coded = list(_coded(sentence, titles))
    if coded:
        return coded
    for grammar in (_not_here, _pointer, _inverted, _elsewhere, _owned, _beside):
        found = grammar(sentence)
        if found is not None:
            return [found]
    return []


# With a code


@cache
def _code() -> re.Pattern[str]:
    lead, see, exclude = any_of("lead"), any_of("see"), any_of("exclude")
    modal = rf"(?:(?:{any_of('modals')})\s(?:\w+\s)?)?"
    sends = rf"(?P<verb>{modal}(?:(?:{any_of('verbs')})\s)+(?:även\s|också\s)?(?:{any_of('prepositions')}))"
    return re.compile(
        rf"(?<![\w.])(?:{sends}|(?P<see>{see})|(?P<exclude>{exclude})|(?P<and>och|samt|eller|,|[Ii]|[Uu]nder))"
        rf"\s(?:(?P<lead>{lead})\s)?(?:(?P<level>VO|PG|P)\s)?(?P<code>\d+(?:\.\d+)+|(?<=[OGP]\s)\d+)\.?(?![\d:-])",
    )


def _coded(sentence: str, titles: Mapping[str, str]) -> Iterator[Match[ReferenceDraft]]:
    at, last = 0, None
    for match in _code().finditer(sentence):
        if match.start() < at:
            continue
        end, title = _title(sentence, match.end(), match["code"], titles)
        draft = _draft(sentence, at, match, last)
        if draft is None:
            continue
        level: Level | None = match["level"] if match["level"] in ("VO", "PG", "P") else None  # type: ignore[assignment]
        draft = replace(draft, cited_level=level, target=match["code"], cited_title=title)
        draft, end = _verb_after(sentence, end, draft)
        yield Match(at if last is None else match.start(), end, draft)
        at, last = end, draft


def _draft(sentence: str, at: int, match: re.Match[str], last: ReferenceDraft | None) -> ReferenceDraft | None:
    before = sentence[at : match.start()]
    if match["and"]:
        if last is None:
            # "Under P 1.7 redovisas …": the subject stands after the verb.
            return (
                ReferenceDraft(None, "", "redirect")
                if not before.strip() or match["and"].casefold() in {"i", "under"}
                else None
            )
        own = before.strip(" ,").removeprefix("och ").removeprefix("samt ")
        return replace(last, subject=subject(own) if before.strip(" ,") else last.subject)
    left_out = _leaves_out().match(before)
    if match["verb"]:
        # "Omfattar inte kopior, dessa redovisas i …" sends the copies
        named = re.sub(r",\s(?:dessa|de|den|det|som)\s*$", "", before[left_out.end() :]) if left_out else before
        return ReferenceDraft(subject(named), " ".join(match["verb"].split()), "redirect")
    if match["exclude"]:
        return ReferenceDraft(None, match["exclude"], "exclude")
    if left_out:
        return ReferenceDraft(subject(before[left_out.end() :]), match["see"].lower(), "exclude")
    return ReferenceDraft(subject(before), match["see"].lower(), "see")


def _verb_after(sentence: str, end: int, draft: ReferenceDraft) -> tuple[ReferenceDraft, int]:
    if draft.verb:
        return draft, end
    match = re.match(rf"\s*({any_of('verbs')})\s(.+?)[.,]?$", sentence[end:])
    if not match:
        return replace(draft, verb="se", kind="see"), end
    return replace(draft, verb=match[1], subject=subject(match[2])), len(sentence)


def _title(sentence: str, end: int, code: str, titles: Mapping[str, str]) -> tuple[int, str | None]:
    """End of the title that follows a code, and the title as cited."""
    gap = re.match(r"[\s,(]*", sentence[end:])
    start = end + (gap.end() if gap else 0)
    rest = sentence[start:]
    quoted = _QUOTED.match(rest)
    if quoted:
        return start + quoted.end(), quoted[1].strip(" .") or None
    known = titles.get(code)
    if known and rest.casefold().startswith(known.casefold()):
        return start + len(known), rest[: len(known)]
    if sentence[end - 1] == ".":
        return end, None
    run = re.match(
        rf"(?!(?:{any_of('after_title')})\b)([A-ZÅÄÖ].*?)(?=\s[A-ZÅÄÖ][a-zåäö]+\s|[.;)]|\s(?:och|samt)\s.*\b(?:i|under)\s|$)",
        rest,
    )
    cited = run[1].strip() if run else ""
    return (start + len(run[1]), cited) if run and cited else (end, None)


# Without a code


@cache
def _to() -> str:
    pointers, pointed = any_of("pointers"), any_of("pointed")
    return rf"(?P<to>(?:(?:{pointers})\s)?(?:{pointed})\b(?:[^.;]|\.(?=\w|,|\s[a-z]))*)"


def _pointer(sentence: str) -> Match[ReferenceDraft] | None:
    """ "… hanteras i berörd process"."""
    match = re.search(
        rf"\b(?P<verb>(?:(?:{any_of('modals')})\s)?(?:(?:{any_of('verbs')})\s)+(?:även\s)?(?:i|under|inom|till))\s{_to()}",
        sentence,
    )
    if not match or not sentence[: match.start()].strip():
        return None
    draft = ReferenceDraft(subject(sentence[: match.start()]), match["verb"], "redirect", to=match["to"].strip(" ."))
    return Match(0, match.end(), draft) if draft.subject else None


def _inverted(sentence: str) -> Match[ReferenceDraft] | None:
    """ "Vid … återfinns handlingarna i de processer där …"."""
    match = re.match(
        rf"(?P<when>(?:{any_of('adverbials')})\s.+?)\s(?P<verb>{any_of('verbs')})\s(?P<subject>[^,;.]+?)\s(?P<in>i|under|inom)\s{_to()}",
        sentence,
    )
    if not match:
        return None
    when = match["when"][0].lower() + match["when"][1:]
    draft = ReferenceDraft(
        f"{match['subject']} {when}", f"{match['verb']} … {match['in']}", "redirect", to=match["to"].strip(" .")
    )
    return Match(0, match.end(), draft)


def _not_here(sentence: str) -> Match[ReferenceDraft] | None:
    """ "Här ska inte … redovisas"; "Processen omfattar inte …"."""
    match = re.match(
        rf"(?:Här|Hit)\s(?P<verb>(?:(?:{any_of('modals')})\s)?(?:inte|ej))\s(?P<subject>.+?)\s(?P<rest>redovisas?|hanteras?|höra?|ingå)\b",
        sentence,
    )
    if match:
        return Match(
            0, match.end(), ReferenceDraft(subject(match["subject"]), f"{match['verb']} … {match['rest']}", "exclude")
        )
    match = re.match(
        rf"(?P<subject>.+?)\s(?P<verb>(?:{any_of('verbs')})\s(?:inte|ej)\shär),?\sutan\s(?:{any_of('prepositions')})\s(?P<to>[^.;]+)",
        sentence,
    )
    if match:
        to = match["to"].strip()
        outside = not re.search(rf"\b(?:{any_of('pointed')})\b", to)
        return Match(
            0,
            match.end(),
            ReferenceDraft(subject(match["subject"]), match["verb"], "exclude", external=outside, to=to),
        )
    match = re.match(
        rf"(?:Processen\s|Processgruppen\s)?(?P<verb>(?:{any_of('not_here')})\s(?:inte|ej))\s(?P<subject>[^.;]+)",
        sentence,
        re.IGNORECASE,
    )
    return (
        Match(0, match.end(), ReferenceDraft(subject(match["subject"]), match["verb"].lower(), "exclude"))
        if match
        else None
    )


def _elsewhere(sentence: str) -> Match[ReferenceDraft] | None:
    """ "… utgör kärnprocesser hos …": outside the document."""
    match = re.match(
        rf"(?P<subject>.+?)\s(?P<verb>{any_of('constitute')})\s(?P<to>(?:{any_of('pointed')})\s(?:hos|inom|i|för)\s[^.;]+)",
        sentence,
    )
    if not match:
        return None
    return Match(
        0,
        match.end(),
        ReferenceDraft(subject(match["subject"]), match["verb"], "redirect", external=True, to=match["to"].strip()),
    )


def _owned(sentence: str) -> Match[ReferenceDraft] | None:
    """ "… ägs av …", "… redovisas hos …nämnden": outside the document."""
    keepers = "|".join(lexicon.load("bodies")["keepers"])
    match = re.match(
        rf"(?P<subject>.+?)\s(?P<verb>{any_of('owned')}|(?:{any_of('verbs')})\shos)\s(?P<to>{_NAME}|(?:[a-zåäö]+a\s)?[a-zåäö-]*(?:{keepers})\b)",
        sentence,
    )
    if not match:
        return None
    return Match(
        0,
        match.end(),
        ReferenceDraft(subject(match["subject"]), match["verb"], "redirect", external=True, to=match["to"]),
    )


def _beside(sentence: str) -> Match[ReferenceDraft] | None:
    """ "Se … i fliken …": outside the document."""
    match = re.match(rf"(?:{any_of('see')})\s(?P<subject>[^.;]+?)\si\s(?P<to>(?:{any_of('places')})\b[^.;]*)", sentence)
    if not match:
        return None
    return Match(
        0, match.end(), ReferenceDraft(match["subject"].strip(), "se", "see", external=True, to=match["to"].strip())
    )


def _pointed_on(found: list[Match[ReferenceDraft]]) -> list[Match[ReferenceDraft]]:
    """What is left out in one sentence and placed in the next is one reference."""
    out: list[Match[ReferenceDraft]] = []
    for match in found:
        last = out[-1].value if out else None
        here, there = (_words(last.subject), _words(match.value.subject)) if last else (set(), set())
        if last and last.kind == "exclude" and last.target is None and not last.to and there and there <= here:
            merged = replace(last, external=match.value.external, to=match.value.to, target=match.value.target)
            out[-1] = Match(out[-1].start, match.end, replace(merged, cited_title=match.value.cited_title))
        else:
            out.append(match)
    return out


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w{4,}", (text or "").casefold()))


@cache
def _leaves_out() -> re.Pattern[str]:
    return re.compile(rf"(?:\w+\s)?(?:{any_of('not_here')})\s(?:inte|ej)\s", re.IGNORECASE)
