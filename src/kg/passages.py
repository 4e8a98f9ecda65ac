"""The passages of original documents, shown beside facts where the documents are at hand and still say the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.model.answer import Answer, Place, PlanAnswer
from kg.text.passage import digest

_MOST = 1200
"""Characters of a passage shown at most."""


class Originals:
    """The folder of original documents; they are read, never written."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lines = cache(self._read)

    def shown(self, answer: Answer) -> Answer:
        """The answer with the passage at each of its places; a place whose passage has changed stays without."""
        if self._folder is None:
            return answer
        return answer.model_copy(update={"answers": tuple(self._plan(told) for told in answer.answers)})

    def passage(self, place: Place) -> str | None:
        """The passage of a place: None where the document is not at hand, or says something else there now."""
        lines = self._lines(place.document)[place.lines[0] - 1 : place.lines[1]]
        return "\n".join(lines)[:_MOST] if lines and digest(lines) == place.sha256 else None

    def _plan(self, told: PlanAnswer) -> PlanAnswer:
        steps = tuple(
            step.model_copy(update={"source": step.source.model_copy(update={"text": self.passage(step.source)})})
            if step.source
            else step
            for step in told.steps
        )
        return told.model_copy(update={"steps": steps})

    def _read(self, name: str) -> tuple[str, ...]:
        if self._folder is None or Path(name).name != name:
            return ()
        try:
            text = (self._folder / name).read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return ()
        return tuple(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", " ").split("\n"))
