"""What goes wrong is told in the language of the page, or in the one that a request asks for."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any
from urllib.parse import quote

import pytest
from serving import Server
from village import SLUG

ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
"""The beginning of a workbook that was saved with a password: a compound file that holds an encrypted package."""


def handed(server: Server, path: str, name: str, data: bytes, **fields: str) -> str:
    """The page of what came of a file."""
    sent = server.client.post(path, files={"file": (name, data)}, data=fields)
    assert sent.status_code == 303, sent.text
    return finished(server, sent.headers["location"])


def finished(server: Server, address: str) -> str:
    for _ in range(300):
        page = server.get(address)
        if 'role="status"' not in page.text:
            return str(page.text)
        time.sleep(0.2)
    raise AssertionError("the work did not end")


def problem(server: Server, path: str, lang: str) -> Any:
    told = server.get(path, headers={"Accept-Language": lang, "Accept": "application/json"})
    assert told.headers["content-language"] == lang
    return told.json()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/importera", "Filen är låst med lösenord. Spara den utan lösenord."),
        ("/en/import", "The file is locked by a password. Save it without one."),
        ("/inventering", "Filen är låst med lösenord. Spara den utan lösenord."),
        ("/en/inventory", "The file is locked by a password. Save it without one."),
    ],
)
def test_workbook_with_a_password_is_refused_in_the_language_of_the_page(server: Server, path: str, told: str) -> None:
    assert told in handed(server, path, "plan.xlsx", ENCRYPTED, plan=SLUG)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/importera", "Filen innehåller makron. Spara den utan makron, som .xlsx eller .docx."),
        ("/en/import", "The file holds macros. Save it without them, as .xlsx or .docx."),
    ],
)
def test_workbook_with_macros_is_refused_in_the_language_of_the_page(server: Server, path: str, told: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/vbaProject.bin", b"x")
    assert told in handed(server, path, "plan.xlsm", packed.getvalue())


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/inventering", "Ange vilken kolumn som är handlingen; kolumnerna är Kolumn 7, Vad."),
        ("/en/inventory", "the columns are Kolumn 7, Vad."),
    ],
)
def test_inventory_whose_columns_say_nothing_is_told_so(server: Server, path: str, told: str) -> None:
    page = handed(server, path, "hyllan.csv", b"Kolumn 7;Vad\na;b\nc;d\n", plan=SLUG)
    assert told in page


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/inventering", "Kolumnen ”Finns ej” finns inte. Kolumnerna är Handling, År."),
        ("/en/inventory", "No column &#39;Finns ej&#39;. The columns are Handling, År."),
    ],
)
def test_column_that_the_inventory_does_not_have_is_told(server: Server, path: str, told: str) -> None:
    data = "Handling;År\nanbud;2019\n".encode()
    sent = server.client.post(path, files={"file": ("hyllan.csv", data)}, data={"plan": SLUG})
    address = sent.headers["location"]
    finished(server, address)
    server.client.post(address, data={"head0": "Finns ej", "kind0": "record"})
    assert told in finished(server, address)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("sv", "query.fact.0: date=”i går” är inget datum: skriv ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ"),
        ("en", "query.fact.0: date='i går' is no date: write YYYY-MM-DD, YYYY-MM or YYYY"),
    ],
)
def test_wrong_date_of_a_fact_is_told_in_the_language_asked_for(server: Server, lang: str, told: str) -> None:
    path = f"/api/resolve?text=anbud&fact={quote('date=i går')}"
    assert problem(server, path, lang)["detail"] == told


@pytest.mark.parametrize(("lang", "told"), [("sv", "skriv ÅÅÅÅ-MM-DD"), ("en", "write YYYY-MM-DD")])
def test_wrong_day_is_told_in_the_language_asked_for(server: Server, lang: str, told: str) -> None:
    assert problem(server, "/api/resolve?text=anbud&on=2024-13-01", lang)["errors"] == [
        {"where": "query.on", "what": told}
    ]


@pytest.mark.parametrize(
    ("lang", "told"), [("sv", "är något annat än ”end”, ”rename” eller ”move”"), ("en", "'end', 'rename' or 'move'")]
)
def test_values_to_choose_from_are_told_in_the_language_asked_for(server: Server, lang: str, told: str) -> None:
    assert told in problem(server, f"/api/what-if?change=fly&plan={SLUG}&code=1", lang)["detail"]


@pytest.mark.parametrize(
    ("lang", "told", "hint"),
    [
        ("sv", "1 kan inte uppgå i sig själv", "ange en annan enhet i into"),
        ("en", "1 cannot go into itself", "name another unit with --into"),
    ],
)
def test_change_that_cannot_be_made_is_told_in_both_languages(server: Server, lang: str, told: str, hint: str) -> None:
    refused = problem(server, f"/api/what-if?change=end&plan={SLUG}&code=1&into=1", lang)
    assert (refused["detail"], refused["hint"]) == (told, hint)


@pytest.mark.parametrize(
    ("lang", "told", "hint"),
    [
        ("sv", "det här är ingen SPARQL-fråga på rad 1, kolumn 24, nära ”?o }”", "deklarera prefixet"),
        ("en", "this is no SPARQL query at line 1, column 24, near '?o }'", "declare the prefix"),
    ],
)
def test_broken_query_is_told_in_the_language_asked_for(server: Server, lang: str, told: str, hint: str) -> None:
    refused = problem(server, f"/sparql?query={quote('SELECT * { ?s foaf:name ?o }')}", lang)
    assert refused["detail"] == told
    assert refused["hint"].startswith(hint)


@pytest.mark.parametrize(
    ("path", "told"), [("/sparql", "Deklarera prefixet; utan"), ("/en/sparql", "Declare the prefix; without")]
)
def test_page_of_a_broken_query_tells_its_place_once_and_what_to_do(server: Server, path: str, told: str) -> None:
    page = server.get(f"{path}?query={quote('SELECT * { ?s foaf:name ?o }')}", headers={"Accept": "text/html"})
    assert told in page.text
    assert "SPARQL-fråga på rad" not in page.text
    assert "SPARQL query at line" not in page.text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/?q=anbud&fact.date=x", "date=”x” är inget datum. Skriv ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ."),
        ("/en/?q=anbud&fact.date=x", "date=&#39;x&#39; is no date. Write YYYY-MM-DD, YYYY-MM or YYYY."),
        ("/?q=anbud&plan=x", f"Planen finns inte: x. Planerna är {SLUG}"),
        ("/jamfor?left=bokby&right=bokby", "Välj två olika planer"),
        ("/en/compare?left=bokby&right=bokby", "Choose two different plans"),
        ("/handling/finns-ej", "handling: ”finns-ej” finns inte"),
        ("/en/record/finns-ej", "record: there is no &#39;finns-ej&#39;"),
    ],
)
def test_page_says_what_is_wrong_in_its_language(server: Server, path: str, told: str) -> None:
    assert told in server.get(path, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    ("lang", "told"), [("sv", "plan: ”ingenstans” finns inte"), ("en", "plan: there is no 'ingenstans'")]
)
def test_wrong_question_among_many_is_told_in_the_language_asked_for(server: Server, lang: str, told: str) -> None:
    asked = {"questions": [{"text": "anbud", "plans": ["ingenstans"]}]}
    given = server.client.post("/api/resolve/batch", json=asked, headers={"Accept-Language": lang})
    assert given.json()["answers"][0]["error"]["message"] == told
