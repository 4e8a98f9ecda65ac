"""Findings for the pages: made once for a version beside everything else, and waited for only a moment."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from kg.face.web.held import Version
from kg.lint.rule import Found

_PATIENCE = 6.0
"""Seconds that the page of findings waits for them."""


def findings(version: Version, patience: float = _PATIENCE) -> tuple[Found, ...] | None:
    """What the default rules find in all plans; None where they are not ready within the patience."""
    job: Future[tuple[Found, ...]] = version.once("findings job", lambda: _begun(version))
    try:
        return job.result(timeout=patience)
    except TimeoutError:
        return None


def _begun(version: Version) -> Future[tuple[Found, ...]]:
    job: Future[tuple[Found, ...]] = Future()

    def run() -> None:
        try:
            job.set_result(version.kg.findings())
        except BaseException as error:
            job.set_exception(error)

    # A daemon, so that a server that ends need not wait for it.
    threading.Thread(target=run, name="findings", daemon=True).start()
    return job


def of_plan(version: Version, plan: str) -> tuple[Found, ...] | None:
    """The findings of one plan where they are ready; their making is begun where it was not."""
    found = findings(version, patience=0.2)
    return None if found is None else tuple(each for each in found if each.plan == plan)
