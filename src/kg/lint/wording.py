"""What the words of a plan mean for lint: readings of a phrase, and whether one names what another does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.model.plan import CrossReference, Process
from kg.text import lexicon, phrases, words


@lru_cache(maxsize=65536)
def wholes(phrase: str) -> frozenset[str]:
    """Stems of the words that say something, compounds not taken apart."""
    said = (words.stem(token.text) for token in words.tokens(phrase) if token.text not in words.function())
    return frozenset(said) - words.generic()


@lru_cache(maxsize=65536)
def readings(phrase: str) -> tuple[frozenset[str], ...]:
    """The things that a phrase names, each as its stems; none where it names records in general."""
    found = (wholes(reading) for reading in phrases.readings(phrase))
    return tuple(dict.fromkeys(stems for stems in found if stems))


@lru_cache(maxsize=65536)
def listed(phrase: str) -> tuple[frozenset[str], ...]:
    """The things that a phrase names without narrowing them.

    Under a shared attribute ("egna enkäter och remisser") the later ones are narrower than they look, and left out.
    """
    found = readings(phrase)
    first = phrase.replace("/", ",").split(",")[0].split(" och ")[0].split(" eller ")[0]
    return found if len(wholes(first)) <= 1 else found[:1]


def told_by(process: Process) -> frozenset[str]:
    """Stems of a unit's title and description, compounds whole and in parts."""
    return words.stems(" ".join([process.title, *process.terms]))


def opens_with_a_verb(title: str) -> bool:
    """Whether the first word of a title may be an infinitive: those end in a, or are among the few short ones."""
    return words.fold(title).split()[0].rstrip(",").endswith(("a", "å", "ge", "se", "te", "be"))


def names_a_record(title: str) -> bool:
    """Whether a title opens with a word for a record: "Personakt", "Dokument kring verksamheter"."""
    return words.fold(title).split()[0].endswith(tuple(lexicon.load("lint")["record_titles"]["heads"]))


def redirects(references: Iterable[CrossReference]) -> Iterator[CrossReference]:
    """The references that send records to a unit of the plan."""
    return (r for r in references if r.target is not None and not r.external and r.kind != "exclude" and r.subject)


def quoted(text: str | None) -> str:
    """A phrase in quotation marks; what stands for one where there is none."""
    return f'"{text}"' if text else "handlingar"
