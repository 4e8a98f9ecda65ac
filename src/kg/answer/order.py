"""The replies that a question to a handbook or guideline may have, in the order in which they go before each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.answer import intent, verdict
from kg.answer.intent import Intent, Kind
from kg.answer.law import Register
from kg.answer.meant import Found, Topics
from kg.answer.replies import assignment, document, duty, forum, keeping, lawful, passage, secrecy, section, system
from kg.answer.replies.inquiry import Inquiry
from kg.answer.sightings import Sighting, Sightings
from kg.extract import legal
from kg.grammar.acts import Names
from kg.model.answer import PlanAnswer
from kg.model.handbook import Passage
from kg.model.retention import RetentionRule
from kg.text import lexicon

Replies = Iterator[list[PlanAnswer]]

_TITLED = 0.55
"""Likeness from which on a section is the one that a question is about."""
_TITLE_SAID = 0.7
"""How much of a section's title has to be said for the section to tell what that is."""
_AS_GOOD = 0.9
"""Share of the best score from which one with a purpose goes first where a definition is asked for."""
_HELD = 0.7
"""Share of the question that a rule has to take up for where its record is kept to be what is asked."""
_NAME_SAID = 0.45
"""How much of the record's name has to be said for that."""
_OF_FORUM = 0.5
"""Share of the question that a forum's duty has to take up to go before the forum."""
_SPOKEN, _SPOKEN_ALL, _MORE = 0.8, 0.6, 0.15
"""Share of the question from which on a sentence speaks of it, where it leaves words out and where it does not; and by
how much it must be more than a fact's."""
_CHOSEN = 0.7
"""The same where the sentence has the kind of thing that is asked for ("vilken penna")."""
_STRUCTURED = (
    "responsible", "handles", "carries-out", "convenes", "takes-part", "how-often", "how-long", "when", "law",
)  # fmt: skip
"""What only a structured fact can answer."""
_UNLISTED = ("convenes", "how-often", "how-long", "when", "handles", "carries-out", "where")
"""What no list answers."""
_REPLIES: Mapping[Kind, Callable[[Inquiry, Sequence[Found]], list[PlanAnswer]]] = {
    "assignment": assignment.reply,
    "retention": keeping.reply,
    "responsibility": duty.reply,
    "forum": forum.reply,
    "secrecy": secrecy.reply,
    "system": system.reply,
    "section": section.reply,
}


@dataclass(frozen=True)
class Order:
    """One question with all that may answer it; each reply is made only when those before it were empty."""

    inquiry: Inquiry
    topics: Topics
    sightings: Sightings
    asked: str
    """The question without the words that state facts."""
    names: Names | None = None

    def replies(self) -> Replies:
        """Replies, the first that is not empty being the answer."""
        yield from self._of_document()
        yield from self._of_sentences()
        yield from self._of_rules()
        yield from self._of_sections()
        yield from self._of_facts()
        yield from self._at_last()

    @property
    def wanted(self) -> Intent:
        """What is asked for."""
        return self.inquiry.wanted

    @cached_property
    def found(self) -> list[Found]:
        """The facts that the question could mean; where a meaning is asked for, those that may tell one."""
        found = _duty_first(self.topics.find(self.asked, self.wanted), self.wanted)
        return _defining(found) if self.wanted.any("defines") else found

    @cached_property
    def best(self) -> Kind | None:
        """The kind of the best fact."""
        return self.found[0].topic.kind if self.found else None

    @cached_property
    def place(self) -> str:
        """The section that the question names; empty where it names none."""
        titled = self.best == "section" and self.found[0].named >= _TITLED
        return str(getattr(self.found[0].topic.fact, "id", "")) if titled else ""

    @cached_property
    def seen(self) -> list[Sighting]:
        """The sentences that speak of what is asked."""
        near = self.sightings.find(self.asked) if "?" in self.inquiry.text or self.wanted.kinds else []
        sorted_ = [] if self.wanted.any(*_STRUCTURED) else near
        chosen = [each for each in sorted_ if each.share >= _CHOSEN and passage.has_sort(self.inquiry, each.passage)]
        rest = [each for each in near if each.share >= (_SPOKEN_ALL if each.complete else _SPOKEN)]
        return [*chosen, *(each for each in rest if each not in chosen)]

    def _of_document(self) -> Replies:
        """Laws that are cited, the document itself, limits between two that are named."""
        inquiry = self.inquiry
        if inquiry.statutes and self.wanted.any("law"):
            yield lawful.reply(inquiry, self.names or _names(inquiry.statutes))
        yield document.reply(inquiry)
        yield document.dated(inquiry, self.asked)
        if secrecy.concerns(inquiry) or "transfer" in intent.fates(inquiry.text):
            yield secrecy.between(inquiry)

    def _of_sentences(self) -> Replies:
        """Sentences that settle by themselves what no fact of a kind is asked for."""
        inquiry, wanted, dated = self.inquiry, self.wanted, keeping.dated(self.inquiry)
        if wanted.any("how-many") and self.seen:
            yield passage.counting(inquiry, self.seen)
        if self.best != "assignment" and not dated:
            yield passage.deciding(inquiry, self.seen)
        if wanted.any("lists") and not wanted.any(*_UNLISTED):
            yield passage.listing(inquiry, self.sightings.find(passage.unsorted(self.asked)))
        if not dated and set(wanted.kinds) - {"lists"} == {"disposes"} and self._tells_more():
            yield passage.reply(inquiry, self.seen)
        if wanted.any("for-whom") and self.best != "assignment":
            yield passage.whom(inquiry, self.sightings.find(self.asked))

    def _of_rules(self) -> Replies:
        """What becomes of records, who may have something, whose case it is, under which law."""
        inquiry, wanted, found = self.inquiry, self.wanted, self.found
        if wanted.any("where") and (held := [each for each in found if _tells_holder(each)]):
            yield keeping.reply(inquiry, held)
        if keeping.dated(inquiry) or (keeping.concerns(inquiry) and (_fate(inquiry) or not _acts(found))):
            yield keeping.reply(inquiry, found)
        if secrecy.concerns(inquiry) and self.best != "secrecy":
            yield secrecy.of_asker(inquiry)
        if wanted.any("handles", "carries-out") and self.best != "assignment":
            yield assignment.of_group(inquiry)
        if wanted.any("law"):
            yield lawful.basis(inquiry, found, self.seen)
        if wanted.any("system") and found and self.best not in {"system", "responsibility"}:
            yield system.of_section(inquiry, found)

    def _of_sections(self) -> Replies:
        """What something means, and what all facts of a section that is named say alike."""
        inquiry, found = self.inquiry, self.found
        if self.wanted.any("defines"):
            if meanings := _meanings(self.sightings, self.asked, found):
                yield passage.meanings(inquiry, meanings)
            if self.best in {"responsibility", "retention", "system"}:
                yield section.mentioning(inquiry, found[0])
        if self.place and self.wanted.any("convenes", "how-often"):
            yield forum.of_section(inquiry, found, self.place)
        if self.place and self.wanted.any("handles", "carries-out", "responsible"):
            yield assignment.of_section(inquiry, self.place)

    def _of_facts(self) -> Replies:
        """Facts by their kinds, the best kind first, with the sentences that say more."""
        if self._tells_more():
            yield passage.reply(self.inquiry, self.seen)
        for kind in dict.fromkeys(each.topic.kind for each in self.found):
            if kind == "section" and self.seen:
                yield passage.reply(self.inquiry, self.seen)
            told = _REPLIES[kind](self.inquiry, [each for each in self.found if each.topic.kind == kind])
            if kind == "assignment":
                told = passage.decided(self.inquiry, told, self.seen)
            yield from _with_seen(self.inquiry, told, self.seen)

    def _at_last(self) -> Replies:
        """What is left where no fact answers: secrecy in general, a sentence, a section, the act of a bare name."""
        inquiry = self.inquiry
        if self.topics.has_words_for(self.asked):
            yield secrecy.in_general(inquiry)
        if self.seen:
            yield passage.reply(inquiry, self.seen)
        yield _nearest(inquiry, self.topics, self.asked)
        if inquiry.statutes and not self.wanted.kinds and "?" not in inquiry.text:
            yield lawful.named(inquiry, self.names or _names(inquiry.statutes))

    def _tells_more(self) -> bool:
        """Whether a sentence takes up more of the question than the best fact, and no fact of a kind is asked for."""
        best = self.found[0] if self.found else None
        if not self.seen or self.wanted.any(*_STRUCTURED) or (best and keeping.forbids(self.inquiry, best)):
            return False
        which = passage.has_sort(self.inquiry, self.seen[0].passage)
        if not (self.wanted.kinds or which or intent.yes_or_no(self.inquiry.text)):
            return False
        if best and best.topic.kind == "responsibility" and verdict.timed(self.inquiry.text):
            return False
        if best and best.topic.kind == "secrecy" and secrecy.concerns(self.inquiry):
            return False
        return best is None or best.share <= self.seen[0].share - _MORE


def _duty_first(found: list[Found], wanted: Intent) -> list[Found]:
    """A duty of a forum goes before the forum where it takes up what the question says beside the forum's name."""
    best = found[0] if found else None
    if best is None or best.topic.kind != "forum" or not _of_duties(wanted):
        return found
    place = getattr(best.topic.fact, "section", None)
    own = [
        each
        for each in found
        if each.topic.kind == "responsibility" and getattr(each.topic.fact, "section", None) == place
        if each.met - best.met and each.share >= _OF_FORUM
    ]
    return [*own[:1], *(each for each in found if each is not own[0])] if own else found


def _of_duties(wanted: Intent) -> bool:
    """Whether it is asked who does something or when: who calls or attends, and how often, the meeting itself tells."""
    return (
        not wanted.kinds
        or wanted.any("when")
        or (wanted.any("responsible") and not wanted.any("convenes", "takes-part", "how-often"))
    )


def _tells_holder(found: Found) -> bool:
    """Whether a rule of its own record tells with whom that is kept, and nothing of how long."""
    fact = found.topic.fact
    own = isinstance(fact, RetentionRule) and fact.holder and not fact.period and not fact.conditions
    return bool(own) and found.share >= _HELD and found.of_name >= _NAME_SAID


def _nearest(inquiry: Inquiry, topics: Topics, text: str) -> list[PlanAnswer]:
    """The section whose title the question names, where no fact answers."""
    bare = [each for each in topics.find(text, Intent(())) if each.topic.kind == "section"]
    return section.reply(inquiry, bare) if bare and bare[0].named >= _TITLED else []


def _with_seen(inquiry: Inquiry, told: list[PlanAnswer], seen: Sequence[Sighting]) -> Iterator[list[PlanAnswer]]:
    """The reply, after a sentence that answers where it does not, with the one that speaks of all where it clashes."""
    statuses = {each.status for each in told}
    if statuses == {"not-in-document"} and seen:
        other = passage.reply(inquiry, seen)
        yield other if other[0].status == "resolved" else told
    yield passage.beside(inquiry, told, seen) if statuses == {"conflict"} else told


def _meanings(sightings: Sightings, asked: str, found: Sequence[Found]) -> list[Passage]:
    """The sentences that tell what the question asks the meaning of, unless a forum or a rule tells its purpose."""
    told = found and found[0].named >= _TITLE_SAID and found[0].topic.kind in {"forum", "secrecy"}
    if told and (getattr(found[0].topic.fact, "purpose", None) or found[0].topic.kind == "secrecy"):
        return []
    return sightings.defining(asked)


def _names(statutes: Register) -> Names:
    """What names of laws mean, from the registry."""
    return legal.names(statute for number in statutes if (statute := statutes.get(number)))


def _fate(inquiry: Inquiry) -> bool:
    """Whether the question is whether records are destroyed or kept."""
    return not intent.fates(inquiry.text).isdisjoint({"destroy", "preserve"})


def _acts(found: Sequence[Found]) -> bool:
    """Whether the best is a duty whose act the question names, and that act is not what becomes of a file."""
    fates = lexicon.load("retention")["actions"]
    return bool(found) and found[0].acts and fates.get(found[0].topic.verb) in {None, "weed"}


def _defining(found: Sequence[Found]) -> list[Found]:
    """What may tell what something is, first what has a purpose; of sections those whose title is the word asked."""
    kept = [each for each in found if each.topic.kind != "section" or each.of_name >= _TITLE_SAID]
    best = kept[0].score if kept else 0.0
    return sorted(
        kept, key=lambda each: not (each.score >= best * _AS_GOOD and getattr(each.topic.fact, "purpose", None))
    )
