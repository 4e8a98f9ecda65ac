"""How a plan writes its codes, where its profile does not say: "5:2" and "3.2-1" beside "5.2"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.extract.profile import Numbering, Profile
from kg.read.document import Row

_WRITTEN = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*(?P<mark>[:-])\d{1,2}(?:(?P=mark)\d{1,2})*(?:\s+[^\W\d_]|\s*\Z)")
_DOTTED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})+\.?(?:\s+[^\W\d_]|\s*\Z)")
_LEAST = 2
LETTERED = re.compile(r"\s*[^\W\d_]{1,2}\s?\d+(?:[.:-]\d+)*\s*\Z")
"""A code with a letter, which no plan here can have: codes are numbers."""


def guessed(rows: Sequence[Row], profile: Profile) -> Profile:
    """The profile, with the sign between the numbers where the first cells of rows show another than the full stop.

    Where other rows have codes with full stops alone, "4.1-14" is the number of a record in 4.1, and no code.
    """
    first = [cell.text for row in rows for cell in row.cells[:2] if cell.text]
    marks = Counter(match["mark"] for text in set(first) if (match := _WRITTEN.match(text)))
    if profile.numbering != Numbering() or not marks or any(_DOTTED.match(text) for text in first):
        return profile
    mark, count = marks.most_common(1)[0]
    return profile.model_copy(update={"numbering": Numbering(separator=mark)}) if count >= _LEAST else profile
