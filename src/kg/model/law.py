"""What a text cites: statutes, regulations, EU acts, agreements and pages."""

from __future__ import annotations

from typing import Annotated

from kg.model.fact import Fact, Rdf, Span, Strings


class Citation(Fact):
    """One citation, as it stands in the text."""

    text: Annotated[str, Rdf("rdfs:label", lang="sv")]
    law: Annotated[str | None, Rdf("kg:lawName", lang="sv")]
    """Short name or abbreviation of the act."""
    sfs: Annotated[str | None, Rdf("kg:lawNumber")] = None
    """Number of the act: "2001:453", "SOSFS 2006:5", "2016/679"."""
    chapter: Annotated[str | None, Rdf("kg:chapter")] = None
    sections: Annotated[Strings, Rdf("kg:lawSection")] = ()
    paragraph: Annotated[str | None, Rdf("kg:paragraph")] = None
    cited_by: Annotated[str | None, Rdf("kg:citedBy")] = None
    """Code of the process, or id of the section, whose text holds the citation."""
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]
