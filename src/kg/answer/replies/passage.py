"""The sentence that speaks of what is asked, by its words and its place, where no structured fact answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.answer import intent, verdict
from kg.answer.replies.inquiry import Inquiry
from kg.answer.sightings import Sighting
from kg.answer.verdict import Verdict
from kg.model.answer import Match, PlanAnswer, Status
from kg.model.handbook import Passage
from kg.text import lexicon, words

_UNREAD = ("responsible", "handles", "carries-out", "convenes", "takes-part", "how-long", "law")
"""What cannot be told from a sentence's words alone."""
_TIMES = ("when", "how-often")
_MOST, _MOST_BESIDE = 3, 6
_LESS, _SHORTER = 0.01, 0.6
"""How much less of the question, and of itself, another sentence may take up to be told beside the first."""
_LISTED = 0.55
"""How much of the question a sentence must take up for what it counts up to be what is asked for."""
_SETTLES = 0.8
"""How much of the question a sentence must take up for a yes or no to rest on it."""
_TIMED_SHARE = 0.85
"""How much of the question a sentence must take up for its time to be the one asked for."""
_TIMED = 0.2
"""How much less of the question one that says when may take up, where that is asked."""


def reply(inquiry: Inquiry, seen: Sequence[Sighting]) -> list[PlanAnswer]:
    """The sentences, as an answer where the question is what is said, else as what only speaks of the matter."""
    if inquiry.wanted.any(*_TIMES):
        timed = [each for each in seen if each.passage.timing and each.share >= seen[0].share - _TIMED]
        seen = timed or seen
    best = seen[0]
    verdict_ = _verdict(inquiry, best)
    near = [e.passage for e in seen if e.share >= best.share - _LESS and e.told >= best.told * _SHORTER][:_MOST]
    status = "resolved" if verdict_ else _status(inquiry, near, best.share)
    return _told(inquiry, near, status, best.share, verdict_)


def _verdict(inquiry: Inquiry, best: Sighting) -> Verdict | None:
    """Yes or no, where the sentence speaks of all that the question does."""
    if not best.complete or best.share < _SETTLES:
        return None
    by_age = verdict.by_age(inquiry.text, inquiry.facts.get("age"), best.passage)
    return by_age or verdict.by_passage(inquiry.text, best.passage)


def listing(inquiry: Inquiry, seen: Sequence[Sighting]) -> list[PlanAnswer]:
    """The sentence that counts up what is asked for; empty where none does that takes up enough of the question.

    Where the question names what is counted up ("vilka team"), one of the things has to be such.
    """
    sort = _sort(inquiry)
    said = words.stems(inquiry.text)
    listed = [each for each in seen if each.passage.lists and each.share >= _LISTED]
    listed.sort(key=lambda each: (-round(each.share, 2), -len(said & words.stems(" ".join(each.passage.lists)))))
    named = [each for each in listed if sort and any(sort == _kind(one) for one in each.passage.lists)]
    best = (named or [each for each in listed if sort is None or sort in words.stems(" ".join(each.passage.terms))])[:1]
    return _told(inquiry, [each.passage for each in best], "resolved", best[0].share) if best else []


def has_sort(inquiry: Inquiry, passage: Passage) -> bool:
    """Whether the question asks which one of a kind ("vilken penna"), and the sentence names the kind."""
    if not re.search(rf"\b(?:{'|'.join(lexicon.load('asking')['choosing'])})\s", inquiry.text, re.IGNORECASE):
        return False
    sort = _sort(inquiry)
    return sort is not None and sort in words.stems(" ".join(passage.terms))


def _kind(item: str) -> str:
    """The last part of the word that a thing's name turns on: "samtal" of "planeringssamtal"."""
    return words.analysis(words.head(item) or item)[1][-1]


def _sort(inquiry: Inquiry) -> str | None:
    """The stem of what a question asks for by its kind ("vilka tre samtal"); None where it only asks "vad"."""
    match = re.search(rf"\b(?:{'|'.join(lexicon.load('asking')['sorts'])})\s(?P<rest>.+)", inquiry.text, re.IGNORECASE)
    said = [token.text for token in words.tokens(match["rest"])] if match else []
    known = {*lexicon.load("periods")["numbers"], *lexicon.load("asking")["any_sort"]}
    word = next((word for word in said if word not in lexicon.load("periods")["numbers"]), "")
    return None if not word or word in known or word in words.function() else words.stem(word)


def decided(inquiry: Inquiry, told: list[PlanAnswer], seen: Sequence[Sighting]) -> list[PlanAnswer]:
    """The one answer of a listing, with the yes or no of a sentence that settles the question, and that sentence."""
    found = deciding(inquiry, seen) if len(told) == 1 and told[0].status == "resolved" else []
    own = told[0].says or "" if told else ""
    if not found or own.startswith(tuple(verdict.told(each, "sv") for each in ("yes", "no"))):
        return told
    sv, en = ((said or "").split(": ")[0] for said in (found[0].says, found[0].says_en))
    more = {
        "says": f"{sv}: {own}",
        "says_en": f"{en}: {told[0].says_en or ''}",
        "steps": (*told[0].steps, *found[0].steps),
    }
    return [told[0].model_copy(update=more)]


def unsorted(asked: str) -> str:
    """A question for what is listed without a word for things of any kind: "vilka |former av| samtycke finns"."""
    sorts, plain = (lexicon.load("asking")[name] for name in ("sorts", "any_sort"))
    return re.sub(rf"(\b(?:{'|'.join(sorts)}))\s(?:{'|'.join(plain)})\b", r"\1", asked, flags=re.IGNORECASE)


def deciding(inquiry: Inquiry, seen: Sequence[Sighting]) -> list[PlanAnswer]:
    """The sentence by which a yes or a no is said to all of the question; empty where none settles it."""
    told = next(((each, found) for each in seen[:_MOST] if (found := _verdict(inquiry, each))), None)
    return _told(inquiry, [told[0].passage], "resolved", told[0].share, told[1]) if told else []


def whom(inquiry: Inquiry, seen: Sequence[Sighting]) -> list[PlanAnswer]:
    """The sentences that tell whom something is for: of those that name it, the ones that name people."""
    people = frozenset(map(words.stem, [*lexicon.load("social")["people"], *lexicon.load("asking")["target"]]))
    close = [each for each in seen if each.share >= max(_LISTED, seen[0].share - _TIMED)]
    told = [each for each in close if people & words.stems(" ".join(each.passage.terms))][:_MOST]
    return _told(inquiry, [each.passage for each in told], "resolved", told[0].share) if told else []


def counting(inquiry: Inquiry, seen: Sequence[Sighting]) -> list[PlanAnswer]:
    """The sentence that tells a number where it is asked how many; as one that does not where it has none."""
    numbered = [each for each in seen if any(term.isdigit() for term in each.passage.terms)]
    if numbered:
        return _told(inquiry, [numbered[0].passage], "resolved", numbered[0].share)
    return _told(inquiry, [seen[0].passage], "not-in-document", seen[0].share) if seen else []


def meanings(inquiry: Inquiry, passages: Sequence[Passage]) -> list[PlanAnswer]:
    """The sentences that tell what the term asked for means."""
    return _told(inquiry, passages[:_MOST], "resolved", 1.0)


def beside(inquiry: Inquiry, told: list[PlanAnswer], seen: Sequence[Sighting]) -> list[PlanAnswer]:
    """Answers that clash, with the sentence that speaks of all that the question does."""
    return _with(inquiry, told, [each.passage for each in seen if each.complete or each.share >= _SETTLES][:1])


def explained(inquiry: Inquiry, told: list[PlanAnswer], passages: Sequence[Passage]) -> list[PlanAnswer]:
    """Answers on a bare name, with the sentences that tell what it means."""
    return _with(inquiry, told, list(dict.fromkeys(passages))[:_MOST_BESIDE])


def _with(inquiry: Inquiry, told: list[PlanAnswer], passages: Sequence[Passage]) -> list[PlanAnswer]:
    steps = tuple(inquiry.step(each, _said(inquiry, each, "sv"), _said(inquiry, each, "en")) for each in passages)
    return [each.model_copy(update={"steps": (*each.steps, *steps)}) for each in told] if steps else told


def _status(inquiry: Inquiry, passages: Sequence[Passage], share: float) -> Status:
    wanted = inquiry.wanted
    timed = any(each.timing for each in passages) and share >= _TIMED_SHARE
    choosing = "|".join(lexicon.load("asking")["choosing"])
    sort = _sort(inquiry) if re.search(rf"\b(?:{choosing})\b", inquiry.text, re.IGNORECASE) else None
    if sort and sort not in words.stems(" ".join([*passages[0].terms, *passages[0].lists])) and not wanted.any(*_TIMES):
        return "not-in-document"
    if sort and not wanted.any(*_TIMES, *_UNREAD):
        return "resolved"
    unread = wanted.any(*_UNREAD) or (wanted.any(*_TIMES) and not timed)
    return "not-in-document" if unread or not _acts(inquiry, passages[0]) else "resolved"


def _acts(inquiry: Inquiry, passage: Passage) -> bool:
    """Whether the sentence has the verb that the question turns on: what "Vad kostar …" asks is no other sentence's."""
    light = frozenset(lexicon.load("asking")["light_verbs"])
    asked = [verb for verb in intent.asked_acts(inquiry.text) if verb not in light]
    roots = {intent.root_of(term.casefold()) for term in passage.terms}
    return all(not roots.isdisjoint(intent.verbs_like(verb)) for verb in asked)


def _told(
    inquiry: Inquiry, passages: Sequence[Passage], status: Status, share: float, decided: Verdict | None = None
) -> list[PlanAnswer]:
    steps = tuple(inquiry.step(each, _said(inquiry, each, "sv"), _said(inquiry, each, "en")) for each in passages)
    sv, en = steps[0].does, steps[0].does_en
    if status == "not-in-document":
        sv, en = f"{sv} Det som efterfrågas går inte att läsa ut där.", f"{en} What is asked cannot be read there."
    elif decided:
        sv, en = f"{verdict.told(decided, 'sv')}{sv}", f"{verdict.told(decided, 'en')}{en}"
    elif intent.yes_or_no(inquiry.text):
        turn = passages[0].negated
        sv, en = f"{('Jakande', 'Nekande')[turn]} mening. {sv}", f"{('Affirming', 'Negating')[turn]} sentence. {en}"
    told = inquiry.reply(None, status, record=passages[0].defines or inquiry.text, steps=steps, says=sv, says_en=en)
    return [told.model_copy(update={"match": Match(kind="words", score=round(min(share, 1.0), 4), on="term")})]


def _said(inquiry: Inquiry, passage: Passage, lang: str) -> str:
    """Where it stands, when it says it is, and its words; what it says is read in the original."""
    titles = {section.id: section.title for section in inquiry.view.plan.sections}
    title, line, terms = titles.get(passage.section or "", ""), passage.span.first, ", ".join(passage.terms)
    when = f", {passage.timing}" if passage.timing else ""
    listed = "; ".join(passage.lists)
    if lang == "sv":
        about = f"Vad {passage.defines} är" if passage.defines else "Detta"
        return f"{about} står under ”{title}”, rad {line}{when}. " + (
            f"Där räknas upp: {listed}." if listed else f"Ord: {terms}."
        )
    about = f"What {passage.defines} is" if passage.defines else "This"
    return f'{about} stands under "{title}", line {line}{when}. ' + (
        f"It lists: {listed}." if listed else f"Words: {terms}."
    )
