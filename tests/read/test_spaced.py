"""Text saved from pages whose columns only spaces part: its rows are those of the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.read import plaintext, spaced

PAGES = """Hamnbolaget                                              Plan för handlingar

1 Inledning

Planen gäller alla handlingar hos bolaget, och den ses över en gång om året av styrelsen.

00.01.10 Styra bolaget

Handlingstyp              Bevaras/Gallras           Anmärkning

Protokoll                 Bevaras                   Justeras digitalt
Månadsrapporter till      Gallras när ersatt av     Rapporten för året
koncernledningen          ny version                bevaras
Fullmakter, bank          Gallras 10 år efter       Se även
                          återkallelse              00.02.10
Ansökan om kajplats, ny ägare Gallras 2 år        Diarieförs

Hamnbolaget                                                   Sida 2 (2)
00.02.10 Ta emot fartyg

Handlingstyp              Bevaras/Gallras           Anmärkning

Kajlista                  Gallras 1 år
Yttrande från lots        Gallras 1 år
Yttrande från tull
Loggbok                   Bevaras
Hamnbolaget                                                   Sida 3 (2)
"""


def _rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in plaintext.parse("plan.txt", text.encode()).rows]


def test_cells_are_whole_where_their_lines_were_broken() -> None:
    found = _rows(PAGES)
    assert ["Protokoll", "Bevaras", "Justeras digitalt"] in found
    assert [
        "Månadsrapporter till koncernledningen",
        "Gallras när ersatt av ny version",
        "Rapporten för året bevaras",
    ] in found
    assert ["Fullmakter, bank", "Gallras 10 år efter återkallelse", "Se även 00.02.10"] in found
    assert ["Yttrande från tull", "", ""] in found


def test_blank_lines_between_rows_tell_that_two_names_are_of_one_row() -> None:
    text = PAGES.replace("Kajlista  ", "\nKajlista  ").replace("\nYttrande från lots", "\n\nYttrande från lots")
    text = text.replace("\nLoggbok", "\n\nLoggbok").replace("\nFullmakter", "\n\nFullmakter")
    assert ["Yttrande från lots Yttrande från tull", "Gallras 1 år", ""] in _rows(text)


def test_cell_that_runs_over_its_column_ends_where_the_next_begins() -> None:
    assert ["Ansökan om kajplats, ny ägare", "Gallras 2 år", "Diarieförs"] in _rows(PAGES)


def test_headings_stand_between_tables_and_numbers_of_pages_nowhere() -> None:
    found = _rows(PAGES)
    assert ["00.02.10 Ta emot fartyg"] in found
    assert ["1 Inledning"] in found
    assert not any("Sida" in cell for row in found for cell in row)


def test_heading_inside_a_table_is_a_row_of_its_own() -> None:
    text = PAGES.replace("Loggbok ", "\nKAJER\nLoggbok ")
    assert ["KAJER", "", ""] in _rows(text)


def test_text_without_columns_has_no_rows() -> None:
    assert _rows("En text om arkiv.\nDen har inga kolumner.\n\nOch slutar   här.\n") == []


@given(st.text(alphabet="Handling Bevaras 2 år\n 1.2,", max_size=300))
def test_any_text_gives_rows_of_its_own_lines(text: str) -> None:
    lines = text.split("\n")
    for row in spaced.rows(list(enumerate(lines, start=1))):
        assert all(0 < number <= len(lines) for cell in row.cells for number in cell.lines)
