"""What a client would rather have: the media type by Accept, the language by Accept-Language (RFC 9110, 12.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, cast

from starlette.types import Scope

Language = Literal["sv", "en"]


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of a request by a name in lower case."""
    for given, value in scope["headers"]:
        if given == name:
            return cast(bytes, value).decode("latin-1")
    return None


def media(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that an Accept header likes best, the first of them where several are liked alike.

    Without a header the first offer; None where the header takes none of them. The most specific range that fits an
    offer tells its quality; parameters other than q are not looked at.
    """
    if accept is None or not accept.strip():
        return offers[0] if offers else None
    ranges: dict[str, float] = {}
    for name, quality in _weighed(accept):
        ranges.setdefault(name, quality)
    best = max(offers, key=lambda offer: _quality(offer, ranges), default=None)
    return best if best is not None and _quality(best, ranges) > 0 else None


def language(accept_language: str | None, default: Language = "sv") -> Language:
    """Swedish or English, whichever the header likes better; the default where it asks for neither, or both alike."""
    liked = {"sv": -1.0, "en": -1.0}
    for tag, quality in _weighed(accept_language or ""):
        main = tag.partition("-")[0]
        for name in (main,) if main in liked else (("sv", "en") if main == "*" else ()):
            liked[name] = max(liked[name], quality)
    if max(liked.values()) <= 0 or liked["sv"] == liked["en"]:
        return default
    return "sv" if liked["sv"] > liked["en"] else "en"


def _quality(offer: str, ranges: Mapping[str, float]) -> float:
    main = offer.partition("/")[0]
    return next((ranges[wanted] for wanted in (offer.casefold(), f"{main}/*", "*/*") if wanted in ranges), 0.0)


def _weighed(header: str) -> Iterator[tuple[str, float]]:
    """Names of a header with their q-values; what is no name with a q-value is passed over."""
    for part in header.split(","):
        name, *parameters = (piece.strip().casefold() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = min(max(float(parameter[2:]), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        if name and quality == quality:  # a NaN is no quality
            yield name, quality
