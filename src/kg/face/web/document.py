"""Pages of linked data: what the graph says of a thing, readable by everybody, without scripts and outer files."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from kg.face.web.negotiate import Language
from kg.face.web.shield import POLICY
from kg.graph import iris
from kg.graph.describing import Description, Line, Value, address
from kg.graph.terms import shorten

STYLE = """
:root{color-scheme:light dark;--line:#767676}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
.skip{position:absolute;left:-99rem}.skip:focus{position:static}
a:focus-visible{outline:3px solid;outline-offset:2px}
nav ul,footer ul,main ul{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;padding:0}
dt{font-weight:bold;margin-top:.75rem}dd{margin:0 0 0 1rem}
section section{border-left:3px solid var(--line);padding-left:1rem;margin-top:1rem}
h1{line-height:1.2}code{font-size:.9em}
@media (forced-colors:active){section section{border-color:CanvasText}}
"""


def allowing(style: str) -> dict[str, str]:
    """The header that lets a page use the style that stands in it, told by its digest, and nothing else."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"Content-Security-Policy": f"{POLICY}; style-src 'sha256-{digest}'"}


HEADERS = allowing(STYLE)

_WORDS = {
    "skip": ("Till innehållet", "To the content"),
    "said_of": ("Det som leder hit", "What leads here"),
    "parts": ("Hör till detta", "Belongs to this"),
    "left_out": ("till som inte visas", "more that are not shown"),
    "formats": ("Samma sak i andra format", "The same in other formats"),
    "identifier": ("Identifierare", "Identifier"),
    "other": ("In English", "På svenska"),
    "links": ("Länkar", "Links"),
    "data": ("Data", "Data"),
    "vocabulary": ("Ordlista", "Vocabulary"),
    "api": ("API", "API"),
}


class Page:
    """A page being written; whatever is written is text and never markup."""

    def __init__(self, title: str, lang: Language, here: str, formats: Sequence[tuple[str, str, str]] = ()) -> None:
        """`here` is the page's own path; `formats` are name, media type and path of the same in other formats."""
        self._at = 0 if lang == "sv" else 1
        self.root = Element("html", lang=lang)
        head = SubElement(self.root, "head")
        SubElement(head, "meta", charset="utf-8")
        SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
        SubElement(head, "title").text = f"{title} – KG"
        for _, media, path in formats:
            SubElement(head, "link", rel="alternate", type=media, href=path)
        SubElement(head, "style").text = STYLE
        body = SubElement(self.root, "body")
        SubElement(body, "a", {"class": "skip", "href": "#main"}).text = self.word("skip")
        header = SubElement(SubElement(body, "header"), "nav", {"aria-label": self.word("links")})
        other = "en" if lang == "sv" else "sv"
        for name, path in (("data", "/data"), ("vocabulary", "/ns"), ("api", "/api")):
            self._item(header, self.word(name), path)
        self._item(header, self.word("other"), f"{here}?lang={other}", lang=other)
        self.main = SubElement(body, "main", id="main")
        SubElement(self.main, "h1").text = title
        if formats:
            footer = SubElement(body, "footer")
            SubElement(footer, "h2").text = self.word("formats")
            for name, _, path in formats:
                self._item(footer, name, path)

    def word(self, name: str) -> str:
        """A word of the page in its language."""
        return _WORDS[name][self._at]

    def say(self, text: str, tag: str = "p", parent: Element | None = None) -> Element:
        """Write a text in an element of its own."""
        element = SubElement(self.main if parent is None else parent, tag)
        element.text = _plain(text)
        return element

    def section(self, title: str, path: str) -> Element:
        """Begin a section whose heading, the title of a plan, leads somewhere."""
        section = SubElement(self.main, "section")
        self.value(self.say("", "h2", section), Value(title, path, "sv"))
        return section

    def links(self, named: Iterable[tuple[str, str]], parent: Element | None = None) -> None:
        """Write a list of links: names and paths."""
        for name, path in named:
            self._item(self.main if parent is None else parent, name, path)

    def _item(self, parent: Element, text: str, path: str, lang: str | None = None) -> None:
        items = parent.find("ul")
        items = SubElement(parent, "ul") if items is None else items
        link = SubElement(SubElement(items, "li"), "a", href=path)
        link.text = text
        if lang:
            link.set("lang", lang)
            link.set("hreflang", lang)

    def describe(self, told: Description, parent: Element | None = None) -> None:
        """Write all that is said of a thing."""
        parent = self.main if parent is None else parent
        self.lines(told.says, parent)
        for part in told.parts:
            section = SubElement(parent, "section")
            self.say(", ".join(part.kinds) or self.word("parts"), "h2", section)
            self.lines(part.says, section)
        if told.said_of:
            section = SubElement(parent, "section")
            self.say(self.word("said_of"), "h2", section)
            self.lines(told.said_of, section)
            if told.left_out:
                self.say(f"… {told.left_out} {self.word('left_out')}", "p", section)

    def lines(self, lines: Iterable[Line], parent: Element) -> None:
        """Write properties with their values as a list of terms."""
        listed = SubElement(parent, "dl")
        for line in lines:
            self.value(SubElement(listed, "dt"), Value(line.label, line.property))
            for value in line.values:
                self.value(SubElement(listed, "dd"), value)

    def value(self, parent: Element, value: Value) -> None:
        """Write a value: a link where it is a thing that a browser can follow."""
        path = local(value.iri) if value.iri else None
        element = parent if path is None else SubElement(parent, "a", href=path)
        element.text = _plain(value.text)
        if value.lang and value.lang != self.root.get("lang"):
            element.set("lang", value.lang)

    def bytes(self) -> bytes:
        """The page as it is sent."""
        written: str = tostring(self.root, encoding="unicode", method="html")
        return f"<!DOCTYPE html>\n{written}".encode()


def local(iri: str) -> str | None:
    """Where this server tells of a thing, or where else it is told of; None where a browser cannot go.

    A path of this server stays as it is.
    """
    if iri.startswith(iris.ID):
        return f"/doc/{address(iri)}"
    if iri.startswith("/"):
        return iri
    if iri.startswith(iris.NS):
        return f"/ns#{iri.removeprefix(iris.NS)}"
    return iri if iri.startswith(("https://", "http://")) else None


def thing(told: Description, lang: Language, here: str, formats: Sequence[tuple[str, str, str]]) -> bytes:
    """The page of one thing."""
    page = Page(told.title, lang, here, formats)
    page.say(", ".join(told.kinds))
    identifier = page.say(f"{page.word('identifier')}: ")
    page.say(told.iri, "code", identifier)
    page.describe(told)
    return page.bytes()


def vocabulary(
    terms: Iterable[Description], title: str, lang: Language, formats: Sequence[tuple[str, str, str]]
) -> bytes:
    """The page of the ontology: every word with its anchor."""
    page = Page(title, lang, "/ns", formats)
    for told in terms:
        section = SubElement(page.main, "section", id=told.iri.removeprefix(iris.NS))
        page.say(f"{told.title} ", "h2", section)
        page.say(shorten(told.iri), "code", page.say("", "p", section))
        page.lines(told.says, section)
    return page.bytes()


def _plain(text: str) -> str:
    """Text without the characters that HTML has no place for."""
    return "".join(c for c in text if c.isprintable() or c in "\t\n")
