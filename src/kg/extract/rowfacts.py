"""Records' rows to facts: record types, what becomes of them and when, references, law, systems, each at its cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from kg.extract import footnotes, legal, legend, names, pointers, rowfates
from kg.extract.legal import Laws
from kg.extract.profile import Profile
from kg.extract.tables import Record
from kg.extract.understood import where
from kg.grammar.fates import Fate
from kg.model.disposition import DispositionRule
from kg.model.fact import Fact, Span
from kg.model.handbook import System
from kg.model.law import Citation
from kg.model.plan import CrossReference, RecordType
from kg.model.retention import RetentionRule
from kg.model.source import Unread
from kg.read.document import Document
from kg.text import lexicon, words
from kg.text.passage import Passage

_SEARCHED = frozenset(
    {"record", "comment", "other", "fate", "term", "delivery", "place", "registration", "sorting", "law"}
)
_MOST_SYSTEM_WORDS = 4


@dataclass
class Facts:
    """What the rows say."""

    record_types: list[RecordType] = field(default_factory=list)
    cross_references: list[CrossReference] = field(default_factory=list)
    disposition_rules: list[DispositionRule] = field(default_factory=list)
    retention_rules: list[RetentionRule] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    systems: list[System] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def lists(self) -> Iterator[tuple[str, tuple[Fact, ...]]]:
        """The facts by the name of their list in a plan."""
        for each in fields(self):
            if each.name != "unread":
                yield each.name, tuple(getattr(self, each.name))


def read(
    document: Document, records: Sequence[Record], laws: Laws, titles: Mapping[str, str], profile: Profile
) -> Facts:
    """The facts of all rows, in their order; a row that no unit stands above, or a cell that says nothing, is told."""
    pages = any(place.page for place in document.places.values())
    width = names.widest(record.name for record in records) if pages else 0
    reader = _Reader(document, laws, titles, profile, width)
    for record in records:
        reader.row(record)
    reader.facts.systems = list(reader.systems())
    return reader.facts


class _Reader:
    def __init__(self, document: Document, laws: Laws, titles: Mapping[str, str], profile: Profile, width: int) -> None:
        self.facts = Facts()
        self._width = width
        self._document, self._laws, self._titles = document, laws, titles
        self._fates = rowfates.Reader(
            document, titles, profile, self._tell, legend.find(document.rows), footnotes.find(document.rows)
        )
        self._orders: Counter[str] = Counter()
        self._seen: set[tuple[str, str]] = set()
        self._systems: dict[str, tuple[str, Span, list[str]]] = {}

    def row(self, record: Record) -> None:
        code = record.code
        if code is None or code not in self._titles:
            self._tell(record.name, "ingen process står över handlingen", "no process stands above the record")
            return
        named = list(names.find(record.name, self._width))
        for name, phrase, start, end in named:
            if (code, name) not in self._seen:
                self._seen.add((code, name))
                span = self._document.place(record.name, start, end)
                self.facts.record_types.append(RecordType(process=code, name=name, phrase=phrase, span=span))
        cited = self._cited(record, code)
        told = self._fates.read(record)
        handed = bool(told) and all(fate.action == "transfer" and fate.to for fate, _ in told)
        for name, *_ in named:
            for fate, span in told:
                self._rule(code, name, fate, span, cited, handed)
        if named:
            self._references(record, code, named[0].name)
            self._held(record, [each.name for each in named])

    def _rule(self, code: str, name: str, fate: Fate, span: Span, cited: Sequence[Citation], handed: bool) -> None:
        # what is delivered later is first of all kept; what is only handed over is decided by that
        if fate.action != "transfer" or handed:
            self._orders[code] += 1
            self.facts.disposition_rules.append(
                DispositionRule(
                    process=code,
                    order=self._orders[code],
                    action=fate.action,
                    recipients=(fate.to,) if handed and fate.to else (),
                    recipient_logic="single" if handed else None,
                    applies_to=name,
                    conditions=fate.conditions,
                    otherwise=fate.otherwise or _takes_rest(name),
                    span=span,
                )
            )
        self.facts.retention_rules.append(
            RetentionRule(
                process=code,
                record=name,
                conditions=fate.conditions,
                action=fate.action,
                modality="must",
                layer="local",
                period=fate.period,
                counted_from=fate.counted_from,
                event=fate.event,  # type: ignore[arg-type]
                next=fate.to,
                legal=tuple(dict.fromkeys(legal.written(citation) for citation in cited)),
                span=span,
            )
        )

    # What else a row says

    def _cited(self, record: Record, code: str) -> list[Citation]:
        """The law that a row cites; what its column for law and rules cites is the basis of its rules."""
        basis: list[Citation] = []
        for c, cell in record.cells:
            if c.kind in {"code", "level"}:
                continue
            found = legal.citations(cell, code, self._document, self._laws)
            self.facts.citations += found
            basis += found if c.kind in {"law", "fate", "term"} else []
        return basis

    def _references(self, record: Record, code: str, name: str) -> None:
        for c, cell in record.cells:
            if c.kind not in _SEARCHED:
                continue
            for match in pointers.find(cell.text, self._titles):
                draft = match.value
                if draft.target == code or (draft.kind == "exclude" and not draft.target and not draft.to):
                    continue
                own = draft.subject if c.kind not in {"record", "fate", "term"} else None
                self.facts.cross_references.append(
                    CrossReference(
                        source=code,
                        subject=own or name,
                        verb=draft.verb,
                        kind=draft.kind,
                        cited_level=draft.cited_level,
                        target=draft.target,
                        cited_title=draft.cited_title,
                        external=draft.external,
                        to=draft.to,
                        span=self._document.place(cell, match.start, match.end),
                    )
                )

    def _held(self, record: Record, names: Sequence[str]) -> None:
        for _, cell in record.of("system"):
            for name in re.split(r"[,;/]\s*|\s(?:och|samt|eller)\s", cell.text):
                name = name.strip(" .*")
                if re.search(r"[^\W\d_]{2}", name) and len(name.split()) <= _MOST_SYSTEM_WORDS:
                    key = name.casefold()
                    _, _, held = self._systems.setdefault(key, (name, self._document.place(cell), []))
                    held += [n for n in names if n not in held]

    def systems(self) -> Iterator[System]:
        """The systems that rows name, with the records that they hold."""
        for name, span, held in self._systems.values():
            yield System(name=name, holds=tuple(held), span=span)

    def _tell(self, cell: Passage, message: str, message_en: str) -> None:
        span = self._document.place(cell)
        at = where(self._document, span.first)
        told = Unread(first=span.first, last=span.last, message=f"{at}: {message}", message_en=f"{at}: {message_en}")
        self.facts.unread.append(told)


def _takes_rest(name: str) -> bool:
    """Whether a row is for what the rows before it left: "Övriga handlingar"."""
    rest = "|".join(lexicon.load("fates")["rest"]["words"])
    return words.is_generic(name) and re.match(rf"(?:{rest})\b", name, re.IGNORECASE) is not None
