"""What handbooks and guidelines say: sections, duties, assignments, fora, secrecy and systems."""

from __future__ import annotations

from typing import Annotated, Literal

from kg.model.fact import Fact, Rdf, Span, Strings


class Section(Fact):
    """A section of a prose document; it takes the place of a process as what cites and owns."""

    id: Annotated[str, Rdf("dcterms:identifier")]
    title: Annotated[str, Rdf("skos:prefLabel", lang="sv")]
    parent: Annotated[str | None, Rdf("dcterms:isPartOf")] = None
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


class Responsibility(Fact):
    """A duty that the text lays on a role or a unit."""

    role: Annotated[str | None, Rdf("kg:roleName", lang="sv")]
    """Who has the duty; None where the text names no one."""
    duty: Annotated[str, Rdf("kg:duty", lang="sv")]
    record: Annotated[str | None, Rdf("kg:recordName", lang="sv")] = None
    deadline: Annotated[str | None, Rdf("kg:deadline")] = None
    """ISO 8601 duration, a slash, and the event it runs from: "P30D/beslut"; "-P1W/mötet" is a week before."""
    recurrence: Annotated[str | None, Rdf("kg:recurrence")] = None
    """ISO 8601 duration between two times: P3M."""
    timing: Annotated[str | None, Rdf("kg:timing", lang="sv")] = None
    """When, in the words of the text: "genast", "var tredje månad"."""
    circumstance: Annotated[str | None, Rdf("kg:circumstance", lang="sv")] = None
    """When the duty arises: "när planen är färdig"."""
    modality: Annotated[
        Literal["must", "should", "may", "must-not", "need-not", "does", "open"] | None, Rdf("kg:modality")
    ] = None
    """`does` is routine in the present tense; `open` a question or a routine that the text itself leaves open."""
    inferred: Annotated[bool, Rdf("kg:inferred", datatype="xsd:boolean")] = False
    """Whether the role is taken from another place of the text, which lays the same task on it."""
    legal: Annotated[Strings, Rdf("kg:legalBasis", lang="sv")] = ()
    section: Annotated[str | None, Rdf("kg:section")] = None
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


class Assignment(Fact):
    """Which unit handles, and which carries out, a kind of case."""

    matter: Annotated[str, Rdf("kg:matter", lang="sv")]
    target_group: Annotated[str | None, Rdf("kg:targetGroup", lang="sv")] = None
    age_from: Annotated[int | None, Rdf("kg:ageFrom", datatype="xsd:integer")] = None
    age_to: Annotated[int | None, Rdf("kg:ageTo", datatype="xsd:integer")] = None
    law: Annotated[str | None, Rdf("kg:lawName", lang="sv")] = None
    handled_by: Annotated[str | None, Rdf("kg:handledByName", lang="sv")] = None
    carried_out_by: Annotated[str | None, Rdf("kg:carriedOutByName", lang="sv")] = None
    external: Annotated[bool, Rdf("kg:external", datatype="xsd:boolean")] = False
    examples: Annotated[Strings, Rdf("skos:altLabel", lang="sv")] = ()
    """Names that the text gives as examples of the matter, or as other names of it."""
    inferred: Annotated[bool, Rdf("kg:inferred", datatype="xsd:boolean")] = False
    """Whether a unit is taken from what the text says of the whole area that the matter stands under."""
    section: Annotated[str | None, Rdf("kg:section")] = None
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


class Forum(Fact):
    """A standing meeting: who calls it, who takes part, how often."""

    name: Annotated[str, Rdf("skos:prefLabel", lang="sv")]
    purpose: Annotated[str | None, Rdf("kg:purpose", lang="sv")] = None
    participants: Annotated[Strings, Rdf("kg:participantName", lang="sv")] = ()
    convener: Annotated[str | None, Rdf("kg:convenerName", lang="sv")] = None
    frequency: Annotated[str | None, Rdf("kg:frequency")] = None
    """ISO 8601 duration between meetings: P3M."""
    often: Annotated[str | None, Rdf("kg:timing", lang="sv")] = None
    """How often, in the words of the text: "minst 9 gånger per år"."""
    parties: Annotated[Strings, Rdf("kg:partyName", lang="sv")] = ()
    governed_by: Annotated[str | None, Rdf("kg:governedBy", lang="sv")] = None
    section: Annotated[str | None, Rdf("kg:section")] = None
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


class SecrecyRule(Fact):
    """A rule on secrecy: a limit, what breaks it, or whose consent opens it."""

    rule: Annotated[str, Rdf("kg:statement", lang="sv")]
    kind: Annotated[Literal["secrecy", "breaking", "outer", "inner", "consent"], Rdf("kg:secrecyKind")]
    applies_to: Annotated[Strings, Rdf("kg:appliesTo", lang="sv")] = ()
    legal: Annotated[Strings, Rdf("kg:legalBasis", lang="sv")] = ()
    section: Annotated[str | None, Rdf("kg:section")] = None
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


class Passage(Fact):
    """A sentence by its words alone: what no other list holds of it is found there and read in the original."""

    terms: Annotated[Strings, Rdf("kg:term", lang="sv")] = ()
    """Distinct content words and numbers in alphabetical order, those of the text that opens its list among them."""
    defines: Annotated[str | None, Rdf("kg:defines", lang="sv")] = None
    """The term whose meaning it tells: "ordinärt boende"."""
    timing: Annotated[str | None, Rdf("kg:timing", lang="sv")] = None
    """When or how often, in the words of the text, where it says so."""
    negated: Annotated[bool, Rdf("kg:negated", datatype="xsd:boolean")] = False
    """Whether it says that something is not, or must not be."""
    denies: Annotated[Strings, Rdf("kg:denies", lang="sv")] = ()
    """Verbs that it denies, as infinitives: "gallra" of "får inte gallras"."""
    modality: Annotated[Literal["must", "should", "may", "does"] | None, Rdf("kg:modality")] = None
    """What it says of all cases; None where it denies anything, or a condition leaves that open."""
    lists: Annotated[Strings, Rdf("kg:lists", lang="sv")] = ()
    """What it counts up, each in a few words, in order."""
    section: Annotated[str | None, Rdf("kg:section")] = None
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


class System(Fact):
    """A business system that holds records."""

    name: Annotated[str, Rdf("skos:prefLabel", lang="sv")]
    used_for: Annotated[str | None, Rdf("kg:purpose", lang="sv")] = None
    holds: Annotated[Strings, Rdf("kg:recordName", lang="sv")] = ()
    section: Annotated[str | None, Rdf("kg:section")] = None
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]
