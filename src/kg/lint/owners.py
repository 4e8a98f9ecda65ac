"""Record types that several processes name: the same, the bare word beside the qualified, and those a slip apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.answer import wording as plain
from kg.catalogue import natural
from kg.lint.subject import Subject
from kg.lint.wording import readings
from kg.model.plan import RecordType
from kg.text import lexicon, words

_LONG = 10
"""Letters from which two names a slip apart are hardly two different words."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A record type with the live processes that name it."""

    name: str
    records: tuple[RecordType, ...]
    codes: tuple[str, ...]
    differs: bool
    """Whether the processes do different things with their records."""


@dataclass(frozen=True, slots=True)
class Bare:
    """Records whose name is one word, and those elsewhere whose name ends on it."""

    records: tuple[RecordType, ...]
    longer: tuple[RecordType, ...]


def shared(subject: Subject) -> Iterator[Shared]:
    """Record types named in several live processes, by their folded form and by each thing that a name joins.

    Of groups that hold the same processes, the one of the shortest name is told.
    """
    told: set[tuple[RecordType, ...]] = set()
    for group in sorted(_groups(subject).values(), key=lambda g: (-len(g), len(g[0].name))):
        codes = tuple(sorted({record.process for record in group}, key=natural))
        if len(codes) < 2 or any(set(group) <= set(seen) for seen in told):
            continue
        told.add(tuple(group))
        name = min((record.name for record in group), key=lambda name: (len(name), name))
        kept = {_kept(subject, code) for code in codes}
        yield Shared(name, tuple(sorted(group, key=lambda r: natural(r.process))), codes, len(kept) > 1)


def _groups(subject: Subject) -> dict[frozenset[str], list[RecordType]]:
    groups: dict[frozenset[str], list[RecordType]] = defaultdict(list)
    for record in subject.view.plan.record_types:
        if subject.live(record.process):
            for reading in readings(record.name):
                groups[reading].append(record)
    return groups


def _kept(subject: Subject, code: str) -> tuple[object, ...]:
    """What a process does with its records, so that processes that do the same compare equal."""
    return tuple(
        (rule.action, tuple(map(words.fold, rule.recipients)), rule.applies_to, rule.conditions, rule.otherwise)
        for rule in subject.view.rules.get(code, ())
    )


def outcomes(subject: Subject, shared: Shared, lang: plain.Language) -> str:
    """What each process does with its records, those that do the same together."""
    said = lexicon.load("lint")["outcomes"][lang]
    if not shared.differs:
        return str(said["alike"])
    by_outcome: dict[str, list[str]] = defaultdict(list)
    for code in shared.codes:
        rules = subject.view.rules.get(code, ())
        told = dict.fromkeys(plain.outcome(rule, lang) for rule in rules if rule.action != "read-access")
        by_outcome[f" {said['or']} ".join(told) or str(said["none"])].append(code)
    if len(by_outcome) == 1:
        return str(said["conditions"])
    return "; ".join(f"{said['at']} {', '.join(codes)} {outcome}" for outcome, codes in by_outcome.items())


def bare(subject: Subject) -> Iterator[Bare]:
    """Names of one word beside longer names, in other processes, that end on it."""
    single: dict[str, list[RecordType]] = defaultdict(list)
    ending: dict[str, list[RecordType]] = defaultdict(list)
    for record in subject.view.plan.record_types:
        if not subject.live(record.process):
            continue
        head = words.head(record.name)
        parts = words.analysis(head)[1] if head else ()
        if readings(record.name)[:1] == (frozenset([head]),) and len(parts) == 1:
            single[head].append(record)
        elif parts:
            ending[parts[-1]].append(record)
    for head, records in single.items():
        mine = {record.process for record in records}
        longer = tuple(record for record in ending[head] if record.process not in mine)
        if longer:
            yield Bare(tuple(records), longer)


def near(subject: Subject) -> Iterator[tuple[RecordType, RecordType]]:
    """Names of different live processes that fold to different words and lie no more than a slip apart."""
    for first, second in slips(subject):
        live = subject.live(first.process) and subject.live(second.process)
        if live and first.process != second.process and words.fold(first.name)[0] == words.fold(second.name)[0]:
            yield first, second


def slips(subject: Subject) -> Iterator[tuple[RecordType, RecordType]]:
    """Names that mean different words and lie one letter left out, put in, changed or swapped apart."""
    from rapidfuzz.distance import OSA

    by_length: dict[int, list[tuple[str, RecordType]]] = defaultdict(list)
    for record in subject.view.plan.record_types:
        folded = words.fold(record.name) if " " in record.name else words.stem(words.fold(record.name))
        if len(folded) >= _LONG:
            by_length[len(folded)].append((folded, record))
    for size in sorted(by_length):
        pairs = [*combinations(by_length[size], 2)]
        pairs += [(one, other) for one in by_length[size] for other in by_length.get(size + 1, ())]
        for (one, first), (other, second) in pairs:
            if one != other and OSA.distance(one, other, score_cutoff=1) == 1 and not _alike(first, second):
                yield first, second


def _alike(first: RecordType, second: RecordType) -> bool:
    return bool(set(readings(first.name)) & set(readings(second.name)))
