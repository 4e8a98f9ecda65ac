"""Plain text is told apart by looking, and every piece of it knows its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.read import plaintext
from kg.text.passage import digest

TABLE = "Nr\tTitel\tBeskrivning\n1\tLeda\t\n1.1\tStyra\tHär styrs det.\n1.2\tFölja upp\tÅret följs upp.\n"
RUNNING = (
    "VO 1, LEDA\n\nP 1.1 Styra Processen omfattar\nstyrning.\n\nP 1.2 Planera\n\nP 1.3 Följa upp\n\nP 1.4 Granska\n"
)


def test_text_with_tabs_is_a_table() -> None:
    found = plaintext.parse("plan.txt", TABLE.encode())
    assert found.layout == "table"
    assert [[cell.text for cell in row.cells] for row in found.rows[1:]] == [
        ["1", "Leda", ""],
        ["1.1", "Styra", "Här styrs det."],
        ["1.2", "Följa upp", "Året följs upp."],
    ]
    assert [row.line for row in found.rows] == [1, 2, 3, 4]


def test_text_with_marked_units_is_running() -> None:
    assert plaintext.parse("plan.txt", RUNNING.encode()).layout == "running"


def test_other_text_is_prose() -> None:
    found = plaintext.parse("handbok.txt", "En rubrik\n\nEn mening\nsom går vidare.\n".encode())
    assert (found.layout, [block.passage.text for block in found.blocks]) == (
        "prose",
        ["En rubrik", "En mening som går vidare."],
    )


def test_cell_that_breaks_over_a_line_is_one_cell() -> None:
    found = plaintext.parse("plan.txt", b"Nr\tTitel\tText\n1\tLeda\tFast\noch vidare\n2\tRo\tSlut\n3\tStyra\tMer\n")
    assert [cell.text for cell in found.rows[1].cells] == ["1", "Leda", "Fast och vidare"]


def test_header_that_every_page_repeats_is_left_out() -> None:
    page = "\nPlan för handlingar\n\n1.{n}\tStyra\tText {n}\n"
    found = plaintext.parse("plan.txt", ("Nr\tTitel\tText\n" + "".join(page.format(n=n) for n in range(1, 5))).encode())
    assert [cell.text for row in found.rows[1:] for cell in row.cells] == [
        part for n in range(1, 5) for part in (f"1.{n}", "Styra", f"Text {n}")
    ]


def test_sentence_that_many_units_share_is_no_header() -> None:
    text = "".join(f"P 1.{n} Titel {n} Processen omfattar allt.\n\nÖverlämnas till nämnden.\n\n" for n in range(1, 6))
    found = plaintext.parse("plan.txt", text.encode())
    assert sum(block.passage.text == "Överlämnas till nämnden." for block in found.blocks) == 5


def test_html_in_a_cell_is_text_and_items_begin_with_a_dash() -> None:
    assert plaintext.plain("<p>A &amp; B</p><ul><li>ett</li></ul>").split() == ["A", "&", "B", "-", "ett"]


def test_words_that_are_no_tags_stay() -> None:
    assert plaintext.plain("a < b och c > d") == "a < b och c > d"


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "empty"), (b" \n", "empty"), (b"abc\x00def", "binary"), (bytes(range(1, 32)) * 9, "binary")],
)
def test_what_is_no_text_is_a_clear_error(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=message):
        plaintext.read(path)


def test_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        plaintext.read(tmp_path / "none.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_line_ends_make_no_difference(encoding: str, end: str) -> None:
    text = "Nr\tTitel\tText\n1\tÖva\tÅr\n2\tLära\tNät\n3\tSe\tHår\n".replace("\n", end)
    found = plaintext.parse("plan.txt", text.encode(encoding))
    assert [cell.text for cell in found.rows[1].cells] == ["1", "Öva", "År"]


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_passage_stands_where_it_says(text: str) -> None:
    try:
        found = plaintext.parse("x.txt", text.encode("utf-8", "surrogatepass"))
    except SourceError:
        return
    passages = [cell for row in found.rows for cell in row.cells] + [block.passage for block in found.blocks]
    for passage in passages:
        span = found.place(passage)
        assert 1 <= span.first <= span.last <= len(found.lines)
        assert span.sha256 == digest(found.lines[span.first - 1 : span.last])


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Ett\n\fTvå\n\nTre\n\f", [("Ett", 1, 1), ("Två", 2, 2), ("Tre", 4, 2)]),
        ("Ett\fTvå\nTre\n", [("Ett", 1, 1), ("Två Tre", 1, 1)]),
        ("\fEtt\n\f\f  Två\n", [("Ett", 1, 2), ("Två", 2, 4)]),
    ],
)
def test_form_feed_ends_a_page_and_no_line(text: str, blocks: list[tuple[str, int, int]]) -> None:
    found = plaintext.parse("plan.txt", text.encode())
    spans = [(block.passage.text, found.place(block.passage)) for block in found.blocks]
    assert [(said, span.first, span.page) for said, span in spans] == blocks


def test_plan_reads_the_same_with_pages_as_without() -> None:
    paged = RUNNING.replace("\n\nP 1.3", "\n\n\fP 1.3")
    plain, found = plaintext.parse("plan.txt", RUNNING.encode()), plaintext.parse("plan.txt", paged.encode())
    assert found.blocks == plain.blocks
    assert found.lines == plain.lines
