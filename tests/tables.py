"""Cases in Markdown tables: a heading row, a row of dashes, and a case a row."""

from __future__ import annotations

from pathlib import Path


def rows(path: Path) -> list[dict[str, str]]:
    """All rows of all tables of a file, by the words of their heading; an escaped bar is a bar."""
    found: list[dict[str, str]] = []
    heads: list[str] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            heads = None
            continue
        cells = [cell.strip().replace("\0", "|") for cell in line.replace("\\|", "\0").strip().strip("|").split("|")]
        if heads is None:
            heads = cells
        elif set("".join(cells)) <= set("-: "):
            continue
        else:
            assert len(cells) == len(heads), f"{path.name}: {line}"
            found.append(dict(zip(heads, cells, strict=True)))
    assert found, f"{path} holds no case"
    return found
