"""What a text cites: statutes, regulations, EU acts, agreements and pages."""

from __future__ import annotations

from kg.model.fact import Fact, Span, Strings


class Citation(Fact):
    """One citation, as it stands in the text."""

    text: str
    law: str | None
    """Short name or abbreviation of the act."""
    sfs: str | None = None
    """Number of the act: "2001:453", "SOSFS 2006:5", "2016/679"."""
    chapter: str | None = None
    sections: Strings = ()
    paragraph: str | None = None
    cited_by: str | None = None
    """Code of the process, or id of the section, whose text holds the citation."""
    span: Span
