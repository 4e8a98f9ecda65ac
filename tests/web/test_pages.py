"""The pages as a browser without scripts gets them: every state has an address, every link leads somewhere."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from serving import Server
from village import GUIDELINE, ODD, SLUG

PAGES = (
    ("/", "/en/"),
    ("/?q=arrendeavtal", "/en/?q=arrendeavtal"),
    ("/struktur", "/en/structure"),
    (f"/struktur?plan={SLUG}", f"/en/structure?plan={SLUG}"),
    (f"/struktur?plan={GUIDELINE}", f"/en/structure?plan={GUIDELINE}"),
    (f"/process/{SLUG}/1.3", f"/en/process/{SLUG}/1.3"),
    ("/korsreferenser", "/en/references"),
    ("/korsreferenser?view=bundle", "/en/references?view=bundle"),
    ("/floden", "/en/flow"),
    ("/floden?by=law", "/en/flow?by=law"),
    ("/granska", "/en/findings"),
    ("/granska/KG201", "/en/findings/KG201"),
    ("/jamfor", "/en/compare"),
    ("/lagar", "/en/laws"),
    ("/lag/2009:400", "/en/law/2009:400"),
    ("/handling/arrendeavtal", "/en/record/arrendeavtal"),
    ("/aktor/arkivn%C3%A4mnden", "/en/actor/arkivn%C3%A4mnden"),
    ("/fragor", "/en/questions"),
    ("/fragor/Q01-owner-of-record", "/en/questions/Q01-owner-of-record"),
    ("/oppna-data", "/en/open-data"),
    ("/api", "/en/api"),
    ("/importera", "/en/import"),
    ("/inventering", "/en/inventory"),
    ("/om", "/en/about"),
    ("/tillganglighet", "/en/accessibility"),
)
BOTH = [path for pair in PAGES for path in pair]


class Page(HTMLParser):
    """What a test asks of a page."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "circle", "path", "rect", "polygon"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.lang = ""
        self.styled: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags[tag] += 1
        self.ids += [said["id"]] if said.get("id") else []
        self.links += [said["href"] or ""] if tag == "a" and "href" in said else []
        self.lang = said["lang"] or "" if tag == "html" else self.lang
        self.styled += [tag] if "style" in said or any(name.startswith("on") and name != "on" for name in said) else []
        self.labels |= {said["for"] or ""} if tag == "label" and "for" in said else set()
        if tag in ("input", "select", "textarea") and said.get("type") not in ("hidden", "checkbox"):
            self.fields.append((tag, said))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open, f"closed and never opened: {tag}"
            assert self._open.pop() == tag


def text_of(server: Server, path: str, **more: object) -> str:
    response = server.get(path, **more)
    assert response.status_code == 200, (path, response.text[:500])
    return response.text


@pytest.fixture(scope="module", autouse=True)
def _reviewed(server: Server) -> None:
    """Findings are made beside the pages; these tests wait for them."""
    for _ in range(30):
        if "Läs in igen" not in text_of(server, "/granska"):
            return
    raise AssertionError("the findings did not get ready")


@pytest.mark.parametrize("path", BOTH)
def test_every_page_is_whole_and_in_its_language(server: Server, path: str) -> None:
    page = Page(text_of(server, path))
    assert page.lang == ("en" if path.startswith("/en") else "sv")
    assert page.tags["h1"] == page.tags["main"] == 1
    assert [id for id, times in Counter(page.ids).items() if times > 1] == []
    for tag, said in page.fields:
        assert said.get("id") in page.labels, (tag, said)


@pytest.mark.parametrize("path", BOTH)
def test_no_page_holds_anything_that_its_policy_forbids(server: Server, path: str) -> None:
    response = server.get(path)
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    page = Page(response.text)
    assert page.styled == []
    assert page.tags["style"] == 0
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", response.text)
    assert "set-cookie" not in response.headers


def test_every_page_has_its_twin_in_the_other_language(server: Server) -> None:
    for swedish, english in PAGES:
        assert f'href="{english}"'.replace("&", "&amp;") in text_of(server, swedish)
        assert f'href="{swedish}"'.replace("&", "&amp;") in text_of(server, english)


@pytest.mark.long
def test_every_link_leads_somewhere(server: Server) -> None:
    waiting, seen = list(BOTH), set(BOTH)
    places: Counter[str] = Counter()
    while waiting:
        path = waiting.pop()
        response = server.get(path)
        assert response.status_code == 200, path
        if "text/html" not in response.headers["content-type"] or path.startswith(("/doc", "/ns", "/data", "/api/")):
            continue
        for link in Page(response.text).links:
            there = urlsplit(urljoin(path, link))
            if there.netloc:
                continue
            found = there.path + (f"?{there.query}" if there.query else "")
            # Filters multiply: of one page, some states are enough.
            if found not in seen and places[there.path] < 4:
                places[there.path] += 1
                seen.add(found)
                waiting.append(found)
    assert len(seen) > 150


def test_missing_fact_is_asked_for_with_an_address_for_each_answer(server: Server) -> None:
    asking = text_of(server, f"/?q=anbud&plan={SLUG}")
    assert "Mer behövs" in asking
    there = next(
        link for link in Page(asking).links if parse_qs(urlsplit(link).query).get("fact.status") == ["avslutat"]
    )
    answered = text_of(server, there)
    assert "Överlämnas till arkivnämnden." in answered
    assert "1.3 Upplåta mark" in answered
    assert "bokby.txt" in answered
    assert "Läge" in answered


def test_chip_takes_a_fact_back(server: Server) -> None:
    page = Page(text_of(server, f"/?q=anbud&plan={SLUG}&fact.status=avslutat"))
    assert f"/?q=anbud&plan={SLUG}" in page.links


def test_page_and_api_answer_alike(server: Server) -> None:
    told = server.get("/api/resolve", params={"text": "kravbrev", "plan": SLUG}).json()
    page = text_of(server, "/", params={"q": "kravbrev", "plan": SLUG})
    for recipient in told["answers"][0]["recipients"]:
        assert recipient in page
    assert told["answers"][0]["owner"]["title"] in page


def test_what_is_not_found_offers_what_is_near(server: Server) -> None:
    page = text_of(server, "/?q=kvantdator")
    assert "Hittades inte" in page


def test_ended_unit_is_named_as_not_the_owner(server: Server) -> None:
    page = text_of(server, f"/?q=arrendeavtal&plan={SLUG}&on=2024-01-01")
    assert "upphörd 2020-07-01" in page


@pytest.mark.parametrize("path", ["/?q=anbud&on=2024-13-01", "/?q=anbud&fact.colour=red", "/?q=anbud&fact.date=igår"])
def test_wrong_value_is_told_and_the_question_kept(server: Server, path: str) -> None:
    response = server.get(path)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert 'value="anbud"' in response.text


@pytest.mark.parametrize(
    "path",
    [
        f"/process/{SLUG}/9.9",
        "/process/nowhere/1",
        "/lag/1:1",
        "/handling/kvantdator",
        "/aktor/ingen",
        "/granska/KG999",
    ],
)
def test_page_of_nothing_is_a_page_that_says_so(server: Server, path: str) -> None:
    response = server.get(path)
    assert response.status_code == 404
    assert Page(response.text).tags["h1"] == 1
    assert "Fråga i stället" in response.text


@pytest.mark.parametrize("path", ["/", "/struktur", "/korsreferenser", "/floden", "/granska", "/lagar", "/fragor"])
def test_nothing_that_is_asked_becomes_markup(server: Server, path: str) -> None:
    hostile = "<script>alert(1)</script>\"'><svg onload=alert(1)>"
    names = ("q", "plan", "on", "fact.unit", "from", "to", "unit", "rule", "recipient", "query", "state")
    text = server.get(path, params=dict.fromkeys(names, hostile)).text
    assert "<script>alert" not in text
    assert "<svg onload" not in text


def test_hostile_name_of_a_record_is_text(server: Server) -> None:
    page = text_of(server, f"/process/{SLUG}/2.1.2")
    assert "<b>fet" not in page
    assert "&lt;b&gt;fet" in page
    assert "&lt;b&gt;fet" in text_of(server, f"/handling/{quote(ODD, safe='')}")


def test_reference_that_does_not_hold_says_why(server: Server) -> None:
    page = text_of(server, "/korsreferenser?only=bad")
    assert "Planen har ingen enhet med koden 2.9." in page
    assert "utan kod" in page
    assert "tecknade arrenden" not in page


def test_table_has_what_the_picture_has(server: Server) -> None:
    page = text_of(server, f"/floden?plan={SLUG}")
    drawn = set(re.findall(r"→ ([^<:]+): \d", page))
    assert drawn
    for end in drawn:
        assert page.count(end) > 1, end


@pytest.mark.parametrize(
    "path",
    [
        *("/korsreferenser.csv", "/floden.csv", "/floden.csv?by=law", "/lagar.csv", "/fragor/Q01-owner-of-record.csv"),
        *(f"/struktur.csv?plan={SLUG}", f"/struktur/andringar.csv?plan={SLUG}", f"/process/{SLUG}/1.3/bild.csv"),
    ],
)
def test_table_can_be_had_as_a_file(server: Server, path: str) -> None:
    response = server.get(path)
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


@pytest.mark.parametrize(
    "path",
    [
        *(f"/struktur.svg?plan={SLUG}", f"/struktur/andringar.svg?plan={SLUG}", f"/process/{SLUG}/1.3/bild.svg"),
        *("/korsreferenser.svg", "/korsreferenser.svg?view=bundle", "/floden.svg", "/floden.svg?by=law", "/lagar.svg"),
    ],
)
def test_picture_can_be_had_as_a_file_and_is_the_same_again(server: Server, path: str) -> None:
    first, again = server.get(path), server.get(path)
    assert first.headers["content-type"] == "image/svg+xml"
    assert first.text.startswith("<?xml")
    assert first.content == again.content


@pytest.mark.parametrize("path", ["/korsreferenser.png?view=bundle", f"/process/{SLUG}/1.3/bild.png"])
def test_picture_can_be_had_as_png(server: Server, path: str) -> None:
    response = server.get(path)
    assert response.headers["content-type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("by", ["recipient", "action", "retention", "law"])
def test_streams_and_their_table_tell_the_same_numbers(server: Server, by: str) -> None:
    page = text_of(server, f"/floden?by={by}")
    figure, _, table = page.partition('<section aria-labelledby="table">')
    drawn = [int(n) for n in re.findall(r"<title>[^<]* → [^<]*: (\d+)</title>", figure)]
    told = [int(n) for n in re.findall(r'<td class="number"[^>]*>(\d+)</td>', table)]
    assert drawn
    assert sorted(drawn) == sorted(told)


def test_references_without_a_target_are_drawn_and_can_be_chosen(server: Server) -> None:
    page = text_of(server, "/korsreferenser?view=bundle&to=%3F")
    assert page.count('<tr class="wrong">') == 2
    assert "Planen har ingen enhet med koden 2.9." in page
    assert page.count('class="tie bad"') >= 2


def test_page_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    first = server.get("/om")
    again = server.get("/om", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_files_of_the_pages_are_kept_by_their_content(server: Server) -> None:
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', text_of(server, "/")):
        response = server.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
    assert server.get("/static/../frame.py").status_code == 404


def test_question_in_sparql_gives_a_table_or_says_what_is_wrong(server: Server) -> None:
    text = "SELECT ?code WHERE { ?unit a kg:Process ; skos:notation ?code } ORDER BY ?code"
    assert ">1.10</td>" in text_of(server, "/en/sparql", params={"query": text})
    people = {"Accept": "text/html"}  # at the very address of the endpoint
    assert ">1.10</td>" in text_of(server, "/sparql", params={"query": text}, headers=people)
    wrong = server.get("/sparql", params={"query": "SELECT ?a\nWHERE { ?a nonsense ?b }"}, headers=people)
    assert wrong.status_code == 400
    assert 'role="alert" data-line="2"' in wrong.text
    assert "<mark>nonsense</mark>" in wrong.text


def test_terms_to_complete_a_query_have_words_in_the_language(server: Server) -> None:
    told = server.get("/sparql/terms.json", params={"lang": "sv"}).json()
    known = {term["term"]: term for term in told["terms"]}
    assert known["kg:recipient"]["label"] == "mottagare"
    assert known["kg:Process"]["times"] > 0
    assert "kg" in told["prefixes"]


def test_first_view_is_small(server: Server) -> None:
    page = server.get("/")
    files = [server.get(address) for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)]
    assert sum(response.num_bytes_downloaded for response in (page, *files)) < 100_000
