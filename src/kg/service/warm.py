"""What a build keeps beside the graph so that a process answers at once: nothing that could not be worked out again.

Facts of a plan stand there as JSON, which reads ten times as fast as N-Triples, dumped from the very plan that the
graph is made of. Word lists, words taken apart and the names of plans stand there with a fingerprint of what they were
made from: where that has changed since, they are left aside and worked out anew. Nothing of it decides an answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__, assets
from kg.text import lexicon, nouns, words

if TYPE_CHECKING:
    from kg.answer.inventory import Inventory
    from kg.catalogue import PlanView
    from kg.graph.store import Store
    from kg.model.organisation import Organisation
    from kg.model.plan import Plan

_FORMAT = 1
"""Raised when what is kept gets another shape."""
_BODIES, _LEXICON = "organisations.json", "lexicon.json"


def beside(plans: Iterable[Plan], organisations: Path) -> dict[str, bytes]:
    """What a build keeps of these plans and the folder of organisations, by the name of its file."""
    from kg.answer import inventory
    from kg.catalogue import PlanView
    from kg.extract import registry

    bodies = [body.model_dump(mode="json") for body in registry.organisations(organisations)]
    tables = {path.stem: text for path in _lexicon() if (text := _plain(lexicon.load(path.stem))) is not None}
    kept = {
        _BODIES: _packed(_of_files(_bodies(organisations)), bodies),
        _LEXICON: _packed(_of_words(), tables),
    }
    for plan in plans:
        view = PlanView(plan)
        said = {word for text in _texts(plan.model_dump(mode="json")) for word in words.split(text)}
        apart = {word: nouns.analysis(word) for word in sorted(said)}
        names = inventory.told(inventory.taken(view), view)
        kept[f"plan-{plan.slug}.json"] = plan.model_dump_json().encode()
        kept[f"names-{plan.slug}.json"] = _packed(_of_names(), {"words": apart, "names": names})
    return kept


def made_by() -> str:
    """Fingerprint of what the words of plans are taken apart by; another one, and a build is made anew."""
    return _of_names()


def learn(store: Store) -> None:
    """Take over the word lists, where none has changed."""
    tables = _unpacked(store, _LEXICON, _of_words())
    if isinstance(tables, dict):
        lexicon.learn(tables)


def plan(store: Store, slug: str) -> Plan:
    """The effective facts of a plan.

    Raises StoreError where the graph holds no such plan.
    """
    from pydantic import ValidationError

    from kg.model.plan import Plan

    told = store.beside(f"plan-{slug}.json")
    if told is not None:
        try:
            return Plan.model_validate_json(told)
        except ValidationError:
            pass  # written by another version of the model; the graph has it all
    from kg.graph import iris, mapping

    return mapping.plan_from(store, iris.effective(slug))


def names(store: Store, view: PlanView) -> Inventory | None:
    """The names of a plan taken apart, and its words, where nothing they rest on has changed."""
    from kg.answer import inventory

    kept = _unpacked(store, f"names-{view.slug}.json", _of_names())
    try:
        if kept is None:
            return None
        nouns.analyses.learn({word: (stem, tuple(parts)) for word, (stem, parts) in kept["words"].items()})
        return inventory.again(kept["names"], view)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def organisations(store: Store, folder: Path) -> tuple[Organisation, ...]:
    """Bodies, units and roles of data/organisations/.

    Raises SourceError as `kg.extract.registry.organisations` does.
    """
    from kg.model.organisation import Organisation

    kept = _unpacked(store, _BODIES, _of_files(_bodies(folder)))
    if isinstance(kept, list):
        return tuple(Organisation.model_validate(body) for body in kept)
    from kg.extract import registry

    return registry.organisations(folder)


def _packed(key: str, value: object) -> bytes:
    return json.dumps({"key": key, "value": value}, ensure_ascii=False, separators=(",", ":")).encode()


def _unpacked(store: Store, name: str, key: str) -> Any:
    """What was kept under the name, if it was made from the same; else None."""
    told = store.beside(name)
    try:
        found = json.loads(told or b"null")
        return found["value"] if found["key"] == key else None
    except (ValueError, TypeError, KeyError):
        return None


@cache
def _of_words() -> str:
    """Fingerprint of the word lists, and of the modules that take words apart."""
    return _of_files([*_lexicon(), *sorted(assets.code("text").glob("*.py"))])


@cache
def _of_names() -> str:
    """Fingerprint of these, and of the modules that find the names of a plan and take them apart."""
    modules = [assets.code("answer") / f"{name}.py" for name in ("asked", "inventory", "names")]
    return _of_files([*modules, assets.code("catalogue.py")], _of_words())


def _lexicon() -> list[Path]:
    return sorted((assets.data() / "lexicon").glob("*.toml"))


def _bodies(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _of_files(paths: Iterable[Path], also: str = "") -> str:
    digest = hashlib.sha256(f"{_FORMAT} {__version__} {also}".encode())
    for path in paths:
        told = path.read_bytes() if path.is_file() else b""
        digest.update(f"\0{path.name} {len(told)}\0".encode() + told)
    return digest.hexdigest()


def _plain(value: object) -> str | None:
    """The value as JSON; None where JSON cannot hold it, as TOML also knows days."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except TypeError:
        return None
    return text if json.loads(text) == value else None


def _texts(value: Any) -> Iterator[str]:
    """Every text within."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
