"""How a server is run: names, proxies, and what strangers may use, each with a default that fits one machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.errors import UsageError
from kg.face.web.fair import Network, networks
from kg.face.web.ledger import Allowance
from kg.graph.limits import Limits

_DEFAULT = Allowance()


@dataclass(frozen=True, slots=True)
class Options:
    """What may differ between two servers of the same graph."""

    hosts: tuple[str, ...] = ()
    """Names that the server answers for, beside those of this machine."""
    public: bool = False
    """Whether pages of other sites may read what /sparql answers."""
    writing: bool = False
    """Whether plans can be changed, by whoever has a key for it."""
    proxies: tuple[Network, ...] = ()
    """Proxies whose word for the client's address is taken."""
    limits: Limits = field(default_factory=Limits)
    """What one query may use."""
    allowance: Allowance = _DEFAULT
    """What one client may use."""
    local: bool = False
    """Whether a client on this very machine has no more than others."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ, **given: Any) -> Options:
        """By KG_HOSTS, KG_PUBLIC, KG_WRITING, KG_PROXIES, KG_QUERY_SECONDS, KG_CLIENT_SECONDS, KG_CLIENT_AT_ONCE,
        KG_CLIENT_ERRORS and KG_LIMIT_LOCAL; what is given goes before them.

        Raises UsageError for a value of the wrong form.
        """
        allowance = Allowance(
            seconds=_number(environ, "KG_CLIENT_SECONDS", _DEFAULT.seconds, 1e6),
            at_once=int(_number(environ, "KG_CLIENT_AT_ONCE", _DEFAULT.at_once, 8)),
            errors=int(_number(environ, "KG_CLIENT_ERRORS", _DEFAULT.errors, 1e6)),
        )
        told: dict[str, Any] = {
            "hosts": tuple(_words(environ, "KG_HOSTS")),
            "public": _yes(environ, "KG_PUBLIC"),
            "writing": _yes(environ, "KG_WRITING"),
            "proxies": proxies(_words(environ, "KG_PROXIES"), "KG_PROXIES"),
            "limits": Limits(seconds=_number(environ, "KG_QUERY_SECONDS", Limits().seconds, 60.0) or Limits().seconds),
            "allowance": allowance,
            "local": _yes(environ, "KG_LIMIT_LOCAL"),
        }
        return cls(**told | {name: value for name, value in given.items() if value})


def proxies(names: list[str], where: str) -> tuple[Network, ...]:
    """Addresses or networks of proxies.

    Raises UsageError for what is neither.
    """
    try:
        return networks(names)
    except ValueError as error:
        raise UsageError(str(error), where=where, hint="write addresses or networks: 10.0.0.5 or 10.0.0.0/8") from error


def _words(environ: Mapping[str, str], name: str) -> list[str]:
    return [word for word in environ.get(name, "").replace(",", " ").split() if word]


def _yes(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "")
    if value not in ("", "0", "1"):
        raise UsageError(f"{name} is {value!r}", hint="use 1 for yes, 0 for no")
    return value == "1"


def _number(environ: Mapping[str, str], name: str, default: float, most: float) -> float:
    value = environ.get(name, "")
    try:
        number = float(value) if value else default
    except ValueError:
        number = -1.0
    if not 0 <= number <= most:
        raise UsageError(f"{name} is {value!r}", hint=f"use a number up to {most:g}; 0 is no limit")
    return number
