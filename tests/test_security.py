"""SECURITY.md claims nothing that no test shows."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
CLAIMS = (TESTS.parent / "SECURITY.md").read_text(encoding="utf-8")


def test_every_threat_names_tests_and_these_exist() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    rows = [line for line in CLAIMS.splitlines() if line.startswith("| ")][2:]
    assert len(rows) >= 15
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row.split(" | ")[-1])
        assert named, row
        for name in named:
            assert re.search(rf"^(?:async )?def {name}\(", written, re.MULTILINE), name
