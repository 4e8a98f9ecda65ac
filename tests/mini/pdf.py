"""PDF files written by hand, as small as they can be: tables with rules and without, over several pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

WIDTH, HEIGHT, MARGIN, SIZE, LEADING = 842, 595, 36, 8, 10
EDGES = (36, 66, 196, 326, 416, 506, 576, 656, 806)


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF of content streams, one a page, all in Helvetica."""
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(page.encode('cp1252'))} >>\nstream\n{page}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def text(x: float, y: float, words: str, size: int = SIZE) -> str:
    """Words at a place; y is the line's foot."""
    shown = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {x} {y} Td ({shown}) Tj ET\n"


def wrapped(words: str, width: float, size: int = SIZE) -> list[str]:
    """Words on lines of a width; what is too long for a line breaks with a hyphen."""
    most = max(4, int(width / (size * 0.52)))
    lines = [""]
    for word in words.split():
        while len(word) > most:
            lines.append(word[: most - 1] + "-")
            word = word[most - 1 :]
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def _pages(rows: Iterable[Sequence[str]], gap: int) -> list[list[tuple[float, float, list[list[str]]]]]:
    """Rows with their heights, laid out from the top of each page down, the first row repeated on every page."""
    laid = [[wrapped(cell, b - a - 4) for cell, (a, b) in zip(row, pairwise(EDGES), strict=True)] for row in rows]
    pages: list[list[tuple[float, float, list[list[str]]]]] = []
    y = 0.0
    for n, cells in enumerate(laid):
        height = max(map(len, cells)) * LEADING + gap
        if n == 0 or y - height < MARGIN:
            y = HEIGHT - MARGIN
            pages.append([])
            if n:
                head = max(map(len, laid[0])) * LEADING + gap
                pages[-1].append((y, head, laid[0]))
                y -= head
        pages[-1].append((y, height, cells))
        y -= height
    return pages


def _typed(y: float, cells: list[list[str]]) -> str:
    return "".join(
        text(x + 2, y - LEADING * (n + 1) + 2, line)
        for x, lines in zip(EDGES, cells, strict=False)
        for n, line in enumerate(lines)
    )


def ruled(rows: Sequence[Sequence[str]]) -> bytes:
    """A table with lines around its cells, and a page number at each foot."""
    pages = []
    for number, page in enumerate(_pages(rows, gap=4), start=1):
        drawn = text(WIDTH / 2, 16, f"Sida {number}")
        for y, height, cells in page:
            drawn += _typed(y, cells)
            drawn += "".join(f"{a} {y - height} {b - a} {height} re S\n" for a, b in pairwise(EDGES))
        pages.append("0.5 w\n" + drawn)
    return pdf(pages)


def unruled(rows: Sequence[Sequence[str]]) -> bytes:
    """A table without lines, a little more space between its rows than in them."""
    pages = []
    for number, page in enumerate(_pages(rows, gap=6), start=1):
        drawn = text(WIDTH / 2, 16, f"Sida {number}")
        pages.append(drawn + "".join(_typed(y, cells) for y, _, cells in page))
    return pdf(pages)
