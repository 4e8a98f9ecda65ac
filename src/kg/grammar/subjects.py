"""Parts of a Swedish clause: its subject, its agent, where it begins and ends, whether it stands under another."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar import kept, roles, verbs
from kg.grammar.match import Match
from kg.text import lexicon

_PEOPLE = re.compile(r"(?:man|du|ni|vi|de|dem)", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:han eller hon|han/hon|han|hon|hen|denne|denna)", re.IGNORECASE)
_MOST_WORDS = 10
_FUNCTION = {
    "eller",
    "efter",
    "under",
    "över",
    "men",
    "per",
    "sedan",
    "där",
    "när",
    "för",
    "år",
    "mer",
    "fler",
    "hur",
    "var",
}


@cache
def words(name: str) -> str:
    """A list of data/lexicon/duties.toml as alternatives of a pattern, longest first."""
    listed = sorted(lexicon.load("duties")["words"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)


@cache
def modals() -> re.Pattern[str]:
    """Modal verbs and their like."""
    listed = sorted(lexicon.load("duties")["modals"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in listed)})(?![\wåäö])", re.IGNORECASE)


def plain(text: str) -> str:
    """The text with clauses put in between commas blanked, letter for letter: "ska, om det begärs, lämnas"."""
    pattern = rf",\s(?:{words('inserted')})\s[^,.;]{{3,90}},(?=\s[a-zåäö])"

    def blank(match: re.Match[str]) -> str:
        first = text[: match.start()].rstrip()
        opened = re.search(r"(?:ska|skall|får|bör|måste|kan)$", first) or re.match(
            r"\s[a-zåäö]+s\b", text[match.end() :]
        )
        return " " * len(match[0]) if opened else match[0]

    return re.sub(pattern, blank, text)


def person(subject: str) -> str | None:
    """The subject as a role, where it is people or a body; None for things, "man" and "du"; "denne" for a pronoun."""
    subject = re.sub(rf"^(?:{words('adverbs')})\s", "", subject.strip(" ,"), flags=re.IGNORECASE)
    if not subject or _PEOPLE.fullmatch(subject):
        return None
    if _PRONOUN.match(subject):
        return "denne"
    found = roles.starting(subject)
    if found is None or (found.value.endswith("s") and subject[found.end :].strip() and not found.value.endswith("ss")):
        return None
    tail = subject[found.end :].strip()
    if re.match(r"som\s", tail) or found.value.split(" ")[0] in {"den", "var", "de"}:
        return short_role(subject)
    if not tail or (re.match(r"(?:och|samt|eller|,|/|och/eller)\s?\S", tail) and len(subject.split()) <= _MOST_WORDS):
        return roles.normal(subject)
    return found.value


def short_role(text: str) -> str:
    """A role with its relative clause, cut where a second clause begins or after ten words."""
    cut = re.search(r"\ssom\s", text[text.find(" som ") + 5 :]) if " som " in text else None
    kept = text[: text.find(" som ") + 5 + cut.start()] if cut else text
    kept = " ".join(kept.split()[:_MOST_WORDS]).strip(" ,")
    return roles.normal(re.sub(r"(?:\s(?:i|på|av|om|för|med|och|eller|till|inom|hos|vid|den|en|ett))+$", "", kept))


def agent(rest: str, tail: str = "") -> str | None:
    """The role that acts in a passive: "av mellanarkivet", "av den som ansvarar för akten".

    `tail` is the rest of the sentence: an agent may stand last, after a condition.
    """
    for by in re.finditer(r"(?:^|\s)av\s(?=\S)", rest):
        found = roles.starting(rest[by.end() :])
        if found is not None and by.start() > 0 and roles.is_other(found.value):
            continue
        if found is not None:
            if found.value.split(" ")[0] in {"den", "var", "de"} or re.match(r"\ssom\s", rest[by.end() + found.end :]):
                return short_role(rest[by.end() :])
            joined = re.match(r"(?:\s(?:och|samt|eller)\s)", rest[by.end() + found.end :])
            other = roles.starting(rest[by.end() + found.end + joined.end() :]) if joined else None
            return f"{found.value}{joined[0]}{other.value}" if joined and other else found.value
    last = None if modals().search(tail) else re.search(r"\sav\s([^.,;]+)[.]?$", tail)
    found = roles.starting(last[1]) if last and not re.search(r"\w{3}s\sav\s[^.]+$", tail) else None
    return found.value if found and last and found.end == len(last[1]) else None


def fronted(head: str) -> bool:
    """Whether a clause begins with something else than its subject: a phrase of time or place, a clause, a verb."""
    head = head.strip()
    if re.match(rf"(?:{words('fronts')}|{words('openers')})(?=\s|,|$)", head, re.IGNORECASE):
        return True
    first = head.split(" ", 1)[0].strip(",")
    noun = kept.record(first) is not None
    return bool(head) and first[:1].isupper() and finite(first) and not noun and not roles.starting(head)


def bare_clause(head: str) -> bool:
    """Whether `head` opens a clause of time or condition whose own verb is still to come: "När en personakt"."""
    opened = re.match(rf"\s*(?:{words('openers')})\s", head, re.IGNORECASE)
    return bool(opened) and not any(finite(word) for word in head[opened.end() if opened else 0 :].split())


def finite(word: str) -> bool:
    """Whether a word is the finite verb of a clause."""
    low = word.casefold().strip(",.()")
    if (
        modals().fullmatch(low)
        or low in lexicon.load("duties")["presents"]
        or low in {"avses", "finns", "kan", "vill", "förts", "har", "skulle"}
    ):
        return low != "för"
    if low in _FUNCTION:
        return False
    forms = {verbs.of_present(low), verbs.active(low) if low.endswith("s") else None}
    return any(form and (verbs.office(form) or form in lexicon.load("duties")["words"]["common"]) for form in forms)


def subordinate(head: str, before: str) -> bool:
    """Whether the verb after `head` belongs to a clause that states no duty of its own ("hur det ska förvaras")."""
    if re.search(rf"(?:{words('governors')})\s(?:(?!\s(?:att|om)\s)[^,;])*$", head, re.IGNORECASE):
        return False
    anywhere = [
        w
        for w in lexicon.load("duties")["words"]["subordinators"]
        if w not in lexicon.load("duties")["words"]["openers"]
    ]
    inner = "|".join(re.escape(w) for w in [*anywhere, "att", "när"])
    named = (
        r"\s(?:av|på|i|till|för|kring)\s(?:om|hur|vad|vem)\s|\s(?:om|när|då)\s(?=(?:den|det|de|han|hon|man|du|ni|vi)\s)"
    )
    found = list(
        re.finditer(
            rf"(?:^|[\s(–])(?:{inner})(?=\s|$)|(?:^|,\s)(?:{words('openers')})(?=\s|$)|{named}", head, re.IGNORECASE
        )
    )
    last = found[-1] if found else None
    if last is None:
        return bool(re.search(r"\bsom$", before.strip()))
    clause = head[last.end() :].split()
    relative = last[0].strip().casefold() == "som" and clause and verbs.of_present(clause[0]) is not None
    return not (relative or any(finite(word) for word in clause))


def subject(head: str) -> str:
    """The subject in what stands before the verb: after the last joint that parts two clauses."""
    pattern = (
        r"[;:]\s|(?:^|,)\s?(?:och|men|samt|dessutom|vidare|dock)\s|^\s(?:och|samt|men)\s"
        r"|\s(?:men|utan)\s(?=(?:det|den|de)\s)"
    )
    joints = list(re.finditer(pattern, head, re.IGNORECASE))
    found = head[joints[-1].end() :] if joints else head
    found = re.sub(rf"^.*(?:{words('governors')})\s", "", found, flags=re.IGNORECASE)
    return without(found)


def stands(text: str, role: Match[str], verb: int) -> bool:
    """Whether a role right before a verb is its subject, and not governed as in "om sluten vård skickar"."""
    governed = re.search(r"\b(?:från|av|till|för|med|om|inom|i|på|hos|mellan|vid)\s$", text[: role.start])
    return role.end == verb and governed is None


def shared(head: str) -> str | None:
    """ "Böcker packas i mars och |ska anmälas|": the subject of the verb before, which the second shares."""
    if not head.rstrip().endswith((" och", " samt")) or fronted(head):
        return None
    words_ = head.split()
    first = next((n for n, w in enumerate(words_) if w.endswith("s") and finite(w)), None)
    return " ".join(words_[:first]) if first and sane(" ".join(words_[:first])) else None


def without(between: str) -> str:
    """Words without the adverbs and negations at either end; inside, they belong to a clause of the subject's own."""
    loose = rf"(?:{words('adverbs')}|{words('negations')})"
    before = None
    while before != between:
        before, between = (
            between,
            re.sub(rf"^{loose}(?=\s|$)|(?:^|\s){loose}$", "", between.strip(" ,"), flags=re.IGNORECASE),
        )
    return between.strip(" ,")


def sane(subject: str) -> bool:
    """Whether a subject is a phrase and no clause of its own, so that nothing was cut wrongly."""
    plain_part = re.split(r"\s(?:som|där|vars)\s", subject)[0]
    return not any(finite(word) and not word[:1].isupper() for word in plain_part.split())


def end(text: str, start: int, limit: int | None = None) -> int:
    """Where the complement of a verb ends: at a clause of its own, a colon, or the subject of the next verb."""
    ends = re.compile(
        rf"[.;:!?]|,?\s(?:{words('ends')})(?=\s|,)|,\s(?:(?:{words('pointing')}|vara|bli)\s|(?=\d+\s(?:kap|§)))|\s[–(]",
        re.IGNORECASE,
    )
    stop = next((m for m in ends.finditer(text, start) if not _goes_on(text, m)), None)
    last = stop.start() if stop else len(text)
    if limit is not None and limit < last:
        joints = list(re.finditer(r",\s|(?<!-)\s(?:och|samt|men)\s", text[start:limit]))
        actor = next(
            (j for j in joints if roles.starting(text[start + j.end() : limit])), joints[-1] if joints else None
        )
        last = start + actor.start() if actor else limit
    for joint in re.finditer(r"(?<!-),?\s(?:och|samt|men)\s", text[start:last]):
        after = text[start + joint.end() :]
        role = roles.starting(after)
        tail = after[role.end :] if role else ""
        first, *next_words = after.split()[:6] or [""]
        own = next((w for w in next_words if w == "som" or finite(w) or w.endswith((",", "."))), "som")
        if first in {"har", "är", "kan", "vill", "finns", "ansvarar", "ska"} or (
            finite(own) and not verbs.infinitive(first)
        ):
            last = start + joint.start()
            break
        acts = (
            role
            and re.match(r"(?:\s(?:och|samt)\s\w+)?\s[a-zåäö]+r\s", tail)
            and any(finite(w) for w in tail.split()[:3])
        )
        again = re.match(r"([a-zåäö]+s)\s", after)
        if (
            acts
            or (again and verbs.office(verbs.active(again[1])) and not verbs.infinitive(again[1]))
            or _also(text, start, again)
        ):
            last = start + joint.start()
            break
    return max(last, start)


def _also(text: str, start: int, again: re.Match[str] | None) -> bool:
    """Whether a second passive stands in the present like the first: "sorteras och sparas", not "ska …"."""
    if again is None or not verbs.office(verbs.active(again[1])):
        return False
    return not re.search(r"\b(?:kan|ska|skall|bör|får|måste|behöver|att)\s(?:\S+\s){0,8}$", text[:start] + " ")


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether what looks like an end belongs to the complement: "den som …", "underrättad om innehållet"."""
    word = stop[0].strip(" ,").casefold()
    if word == "som":
        return bool(re.search(r"\s(?:(?:den|de)(?:\s\w+)?|var och en|så\s\w+)$", text[: stop.start()]))
    if word == "om":
        following = re.split(r"[.,;:]|\s(?:och|samt)\s", text[stop.end() :])[0].split()[:6]
        return not any(finite(w) for w in following)
    return False
