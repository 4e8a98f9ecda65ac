"""The steps of finding an owner, in words, each made where it is taken and with the place it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from kg.answer.search import Hit
from kg.catalogue import PlanView
from kg.graph import iris
from kg.model.answer import NotOwner, Place, Step
from kg.model.fact import Placed, Span
from kg.model.plan import CrossReference, Process

_HOW = {
    "exact": ("", ""),
    "inflected": (" (böjd form)", " (inflected)"),
    "compound": (" (sammansatt ord)", " (compound)"),
    "part": (" (del av namnet)", " (part of the name)"),
    "misspelt": (" (stavat på annat sätt)", " (spelt differently)"),
    "synonym": (" (annat ord för samma sak)", " (another word for it)"),
    "words": (" (gemensamma ord)", " (words in common)"),
}


@lru_cache(maxsize=16384)
def place(span: Span) -> Place:
    """Where a span stands."""
    return Place(document=span.document, lines=span.lines, page=span.page, cell=span.cell, sha256=span.sha256)


def found(view: PlanView, hit: Hit) -> Step:
    """The words of the question met the words of the plan."""
    how = _HOW[hit.match.kind]
    where = {
        "record-type": (f"nämns som handling i {hit.code}", f"is named as a record in {hit.code}"),
        "reference": (f"hänvisas bort från {hit.code}", f"is referred elsewhere by {hit.code}"),
        "title": (f"är ämnet för {hit.code}", f"is what {hit.code} is about"),
    }.get(hit.match.on, (f"ingår i beskrivningen av {hit.code}", f"is part of the description of {hit.code}"))
    return Step(
        does=f"”{hit.name}” {where[0]}{how[0]}.",
        does_en=f'"{hit.name}" {where[1]}{how[1]}.',
        fact=view.iri(hit.fact),
        source=place(cast(Placed, hit.fact).span),
    )


def refers(view: PlanView, reference: CrossReference) -> Step:
    """A reference is followed."""
    to = reference.target or reference.to or ""
    title = f" {reference.cited_title}" if reference.cited_title else ""
    about = reference.subject or ""
    return Step(
        does=f"{reference.source}: {about} {reference.verb} {to}{title}.".replace("  ", " "),
        does_en=f"{reference.source} refers {about or 'this'} to {to}{title}.",
        fact=view.iri(reference),
        source=place(reference.span),
    )


def leads_nowhere(view: PlanView, reference: CrossReference) -> Step:
    """A reference names no process of the plan."""
    to = reference.to or reference.target or ""
    if reference.external:
        return Step(
            does=f"{to} ligger utanför planen: här finns ingen ägare.",
            does_en=f"{to} is outside the plan: it names no owner.",
            fact=view.iri(reference),
            source=place(reference.span),
        )
    return Step(
        does=f"Hänvisningen pekar på ”{to}” utan kod: planen säger inte vilken process som äger handlingen.",
        does_en=f'The reference points to "{to}" without a code: the plan does not say which process owns the record.',
        fact=view.iri(reference),
        source=place(reference.span),
    )


def sends_away(view: PlanView, reference: CrossReference) -> NotOwner:
    """A process that refers the record elsewhere is not its owner."""
    to = reference.target or reference.to or ""
    return NotOwner(code=reference.source, title=view.processes[reference.source].title, why=f"hänvisar till {to}")


def ended(process: Process) -> NotOwner:
    """A process that had ended is not the owner."""
    return NotOwner(
        code=process.code, title=process.title, why=f"upphörd {process.ended}", successor=process.successors
    )


def added_later(process: Process) -> NotOwner:
    """A process that was not there yet is not the owner."""
    return NotOwner(code=process.code, title=process.title, why=f"tillagd först {process.added}")


def succeeded(view: PlanView, process: Process) -> Step:
    """An ended process gives way to its successors."""
    to = ", ".join(process.successors)
    sv = f"{process.code} upphörde {process.ended}" + (
        f" och efterträddes av {to}." if to else "; ingen efterträdare är känd."
    )
    en = f"{process.code} ended on {process.ended}" + (
        f" and was succeeded by {to}." if to else "; no successor is known."
    )
    return Step(does=sv, does_en=en, fact=iris.unit(view.slug, process.code), source=place(process.span))


def preceded(view: PlanView, process: Process, earlier: Sequence[Process]) -> Step:
    """A process that was not there yet gives way to what it succeeded."""
    codes = ", ".join(p.code for p in earlier)
    sv = f"{process.code} tillkom först {process.added}" + (f"; dessförinnan gällde {codes}." if codes else ".")
    en = f"{process.code} was added only on {process.added}" + (f"; before that, {codes} held." if codes else ".")
    return Step(does=sv, does_en=en, fact=iris.unit(view.slug, process.code), source=place(process.span))


def part_of(view: PlanView, group: str, code: str) -> Step:
    """Within a group, the words fit one process."""
    title = view.processes[code].title
    return Step(
        does=f"Inom gruppen {group} passar frågan {code} {title}.",
        does_en=f"Within the group {group}, the question fits {code} {title}.",
        fact=iris.unit(view.slug, code),
        source=place(view.processes[code].span),
    )


def group(view: PlanView, code: str) -> Step:
    """A group has no rules of its own: one of its processes must be meant."""
    return Step(
        does=f"{code} {view.processes[code].title} är en grupp utan egna regler: en av dess processer måste avses.",
        does_en=f"{code} is a group without rules of its own: one of its processes must be meant.",
        fact=iris.unit(view.slug, code),
        source=place(view.processes[code].span),
    )
