"""Which unit of one plan is which of another: proposed from what units are about, never from a number alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kg.compare.hosts import hosted, inherited
from kg.compare.likeness import Likeness, Likenesses
from kg.compare.profile import profiles
from kg.model.comparison import Crosswalk, Manner, Match, Predicate, Reviewed
from kg.model.plan import Plan

Pair = tuple[str, str]
"""Codes, left and right."""

_LEAST = 0.30
"""Pairs less alike are not proposed."""
_LEAST_OF_LIKE = 0.25
"""The same where half of the records or of the description is the same, whatever the titles say."""
_LEAST_WITHOUT_PLACE = 0.36
"""The same for pairs whose units above do not belong together."""
_EXACT = 0.55
_SAME_TITLE = 0.8
"""Titles so alike and units so alike in all are an exactMatch; the same title is one by itself, once it was matched."""
_LEANS = 0.1
"""How much more one unit must hold of the other than the other way round, to be the broader one."""
_TELLING = 0.35
"""Weight from which a shared root makes two units worth comparing."""
_SAME_NUMBER = 0.10
"""What the same number adds between editions of one plan; between plans it adds nothing."""
_ROUNDS = 3
"""Rounds of matching: each knows from the one before which units above and below belong together."""


def matches(left: Plan, right: Plan, manner: Manner, reviewed: Crosswalk | None) -> tuple[Match, ...]:
    """What was reviewed, then what is proposed beside it, each with what speaks for it."""
    matcher = _Matcher(left, right, manner, reviewed.mapping if reviewed else ())
    decided = (matcher.decided(each, reviewed.mapping_date) for each in reviewed.mapping) if reviewed else ()
    return (*filter(None, decided), *matcher.matches())


def proposed(left: Plan, right: Plan, manner: Manner = "plans", reviewed: Iterable[Reviewed] = ()) -> tuple[Match, ...]:
    """What the units of two plans mean to each other, in the order of the left plan.

    Each unit has at most one match as its equal; beside it, one that is taken in by a unit of the other plan is a
    broadMatch of it (narrowMatch the other way), and so are successors of one that ended. Pairs that were reviewed
    are left out, those that were refused too, and their units take no other equal.
    """
    return _Matcher(left, right, manner, tuple(reviewed)).matches()


class _Matcher:
    def __init__(self, left: Plan, right: Plan, manner: Manner, reviewed: Sequence[Reviewed]) -> None:
        self._left, self._right = profiles(left, right)
        self._likenesses = Likenesses(self._left, self._right)
        self._manner = manner
        self._known = {(each.subject, each.object) for each in reviewed}
        self._given = [
            (each.subject, each.object)
            for each in reviewed
            if not each.modifier and each.predicate in ("exactMatch", "closeMatch")
        ]

    def matches(self) -> tuple[Match, ...]:
        """Equals, then what is taken in, then successors."""
        equals = self._equals()
        found = [self._equal(pair, alike) for pair, alike in equals.items() if pair not in self._known]
        pairs = {**dict.fromkeys(self._given), **dict.fromkeys(equals)}
        found += hosted(self._likenesses, list(pairs))
        found += inherited(self._left, self._right, pairs)
        unique: dict[Pair, Match] = {}
        for match in found:
            if (match.subject, match.object) not in self._known:
                unique.setdefault((match.subject, match.object), match)
        order = {code: n for n, code in enumerate(self._left)}
        return tuple(sorted(unique.values(), key=lambda match: order[match.subject]))

    def decided(self, each: Reviewed, day: date) -> Match | None:
        """A reviewed pair as a match; None where it was refused, or is of units that this edition lacks."""
        if each.modifier or each.subject not in self._left or each.object not in self._right:
            return None
        pair = (each.subject, each.object)
        alike = self._likenesses.of(*pair)
        return Match(
            subject=each.subject,
            predicate=each.predicate,
            object=each.object,
            origin="reviewed",
            confidence=each.confidence,
            reasons=self._likenesses.reasons(*pair, alike.placed(self._place(pair, dict(self._given)))),
            justification=each.justification,
            mapping_date=day,
            comment=each.comment,
        )

    def _equals(self) -> dict[Pair, Likeness]:
        """Pairs of equals with how alike they are: the most alike first, each unit once."""
        bare = {pair: self._likenesses.of(*pair) for pair in self._candidates()}
        pairs: dict[Pair, Likeness] = {}
        for _ in range(_ROUNDS):
            known = dict([*self._given, *pairs])
            placed = {pair: alike.placed(self._place(pair, known)) for pair, alike in bare.items()}
            pairs = self._best(placed)
        return pairs

    def _best(self, placed: Mapping[Pair, Likeness]) -> dict[Pair, Likeness]:
        taken_left = {left for left, _ in self._given}
        taken_right = {right for _, right in self._given}
        found: dict[Pair, Likeness] = {}
        for pair, alike in sorted(placed.items(), key=lambda item: (-self._score(item[0], item[1]), item[0])):
            free = pair[0] not in taken_left and pair[1] not in taken_right
            if free and pair not in self._known and self._enough(pair, alike):
                found[pair] = alike
                taken_left.add(pair[0])
                taken_right.add(pair[1])
        return found

    def _score(self, pair: Pair, alike: Likeness) -> float:
        hint = _SAME_NUMBER if self._manner == "editions" and pair[0] == pair[1] else 0.0
        return alike.score + hint

    def _enough(self, pair: Pair, alike: Likeness) -> bool:
        placed = alike.place >= 0.5
        if not placed and alike.contradicted:
            return False
        least = _LEAST_WITHOUT_PLACE
        if placed:
            least = _LEAST_OF_LIKE if max(alike.records or 0, alike.terms or 0) >= 0.5 else _LEAST
        return self._score(pair, alike) >= least

    def _place(self, pair: Pair, known: Mapping[str, str]) -> float:
        """How sure it is that the units around a pair belong together: the one above, and for groups those below."""
        left, right = self._left[pair[0]], self._right[pair[1]]
        above = (left.unit.parent, right.unit.parent)
        over = 1.0 if above == (None, None) or (above[0] and known.get(above[0]) == above[1]) else 0.0
        if not left.children or not right.children:
            return over
        below = sum(known.get(child) in right.children for child in left.children)
        return max(over, 2 * below / (len(left.children) + len(right.children)))

    def _candidates(self) -> Iterator[Pair]:
        """Pairs that share a telling word; areas are compared with areas alone."""
        by_root: dict[str, list[str]] = defaultdict(list)
        for code, profile in self._right.items():
            for root in profile.spoken:
                if profile.weights[root] >= _TELLING:
                    by_root[root].append(code)
        for code, profile in self._left.items():
            for other in dict.fromkeys(other for root in profile.spoken for other in by_root.get(root, ())):
                if (profile.unit.parent is None) == (self._right[other].unit.parent is None):
                    yield code, other

    def _equal(self, pair: Pair, alike: Likeness) -> Match:
        return Match(
            subject=pair[0],
            predicate=self._predicate(pair, alike),
            object=pair[1],
            origin="proposed",
            confidence=min(1.0, self._score(pair, alike)),
            reasons=self._likenesses.reasons(*pair, alike),
        )

    def _predicate(self, pair: Pair, alike: Likeness) -> Predicate:
        left, right = self._left[pair[0]], self._right[pair[1]]
        if alike.title >= 1.0 or (alike.title >= _SAME_TITLE and alike.score >= _EXACT):
            return "exactMatch"
        more_right, more_left = right.beyond(left), left.beyond(right)
        if more_right and not more_left and alike.lean >= _LEANS:
            return "broadMatch"
        if more_left and not more_right and alike.lean <= -_LEANS:
            return "narrowMatch"
        return "closeMatch"
