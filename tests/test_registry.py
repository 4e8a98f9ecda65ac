"""The registry of statutes holds together: successors, names, places and dates."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations

import pytest

from kg import assets
from kg.extract import legal, registry
from kg.grammar import citations, provisions
from kg.model.statute import Period, Statute

STATUTES = registry.statutes(assets.data() / "statutes")
BY_NUMBER = {statute.number: statute for statute in STATUTES}
NAMES = legal.names(STATUTES)
BEGINS, ENDS = date.min, date.max


def test_registry_holds_what_plans_cite_most() -> None:
    kinds = Counter(statute.kind for statute in STATUTES)
    assert len(STATUTES) >= 80
    assert min(kinds[kind] for kind in ("act", "regulation", "agency", "eu", "agreement")) > 0


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.number)
def test_successors_exist_and_their_chain_ends(statute: Statute) -> None:
    def follow(number: str, before: tuple[str, ...]) -> None:
        assert number in BY_NUMBER, f"{before[-1]} is replaced by {number}, which is not here"
        assert number not in before, f"{' → '.join(before)} → {number}"
        for later in BY_NUMBER[number].replaced_by:
            follow(later, (*before, number))

    follow(statute.number, ())


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.number)
def test_only_what_has_ended_has_a_successor_and_that_outlives_it(statute: Statute) -> None:
    if statute.replaced_by:
        assert statute.in_force_until is not None
    for later in (BY_NUMBER[number] for number in statute.replaced_by):
        if isinstance(statute.in_force_until, date) and isinstance(later.in_force_until, date):
            assert later.in_force_until > statute.in_force_until


@pytest.mark.parametrize("statute", [s for s in STATUTES if s.base_act], ids=lambda statute: statute.number)
def test_base_act_of_an_amending_one_exists_and_amends_nothing_itself(statute: Statute) -> None:
    assert statute.base_act in BY_NUMBER
    assert BY_NUMBER[statute.base_act].base_act is None


def test_name_means_one_act_at_a_time() -> None:
    bearers: dict[str, list[tuple[str, Period]]] = defaultdict(list)
    for statute in STATUTES:
        for name in statute.names:
            for text in {name.name, name.abbreviation} - {None}:
                bearers[str(text).casefold()].append((statute.number, name))
    for text, borne in bearers.items():
        for (ours, one), (theirs, other) in combinations(borne, 2):
            apart = (one.until or ENDS) < (other.start or BEGINS) or (other.until or ENDS) < (one.start or BEGINS)
            assert apart or ours == theirs, f"{text!r} means {ours} and {theirs} on the same day"


@pytest.mark.parametrize("statute", [s for s in STATUTES if s.section_map], ids=lambda statute: statute.number)
def test_section_map_leads_from_places_to_places_of_statutes_that_are_here(statute: Statute) -> None:
    seen: set[tuple[str, date | None]] = set()
    for move in statute.section_map:
        assert (move.cited, move.start) not in seen, f"{move.cited} stands twice"
        seen.add((move.cited, move.start))
        assert len(provisions.find(move.cited)) == 1, move.cited
        for place in move.to:
            number = re.match(r"(?:[A-ZÅÄÖ-]+ )?\d+[:/]\d+(?= )", place)
            assert number, place
            assert number[0] in BY_NUMBER, place
            assert len(provisions.find(place[number.end() :])) == 1, place
            assert BY_NUMBER[number[0]].in_force(_day_after(statute)) is not False, f"{place} did not hold then"


def _day_after(statute: Statute) -> date:
    assert isinstance(statute.in_force_until, date), f"{statute.number} has moved places and no last day"
    return statute.in_force_until + timedelta(days=1)


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.number)
def test_title_and_identifier_are_those_of_the_number(statute: Statute) -> None:
    number = statute.number.split()[-1]
    if statute.kind in ("act", "regulation"):
        assert statute.iri == f"https://lagen.nu/{statute.number}"
        assert f"({number})" in statute.title
    elif statute.kind == "agreement":
        assert statute.iri is None
    else:
        assert statute.iri
        assert number in statute.title or statute.kind == "eu"


@pytest.mark.parametrize(
    ("name", "day", "number"),
    [
        ("SoL", "1982-01-01", "1980:620"),
        ("socialtjänstlagen", "2001-12-31", "1980:620"),
        ("socialtjänstlagen", "2002-01-01", "2001:453"),
        ("SoL", "2025-06-30", "2001:453"),
        ("SoL", "2025-07-01", "2025:400"),
        ("SekrL", "2009-06-29", "1980:100"),
        ("OSL", "2009-06-30", "2009:400"),
        ("FL", "2018-06-30", "1986:223"),
        ("förvaltningslagen", "2018-07-01", "2017:900"),
        ("arkivlagen", "1991-07-01", "1990:782"),
        ("PuL", "2018-05-24", "1998:204"),
        ("GDPR", "2018-05-25", "2016/679"),
        ("dataskyddsförordningen", "2018-05-25", "2016/679"),
        ("LOU", "2016-12-31", "2007:1091"),
        ("LOU", "2017-01-01", "2016:1145"),
        ("HSL", "2017-03-31", "1982:763"),
        ("KL", "2017-12-31", "1991:900"),
        ("KL", "2018-01-01", "2017:725"),
    ],
)
def test_name_means_the_act_of_its_day(name: str, day: str, number: str) -> None:
    (match,) = NAMES.find(f"enligt {name}")
    meant = citations.meaning(match.value, date.fromisoformat(day))
    assert (meant.number if meant else match.value.number) == number


@pytest.mark.parametrize(
    ("number", "last", "successors"),
    [
        ("1980:620", "2001-12-31", ("2001:453",)),
        ("2001:453", "2025-06-30", ("2025:400",)),
        ("1980:100", "2009-06-29", ("2009:400",)),
        ("1986:223", "2018-06-30", ("2017:900",)),
        ("1998:204", "2018-05-24", ("2016/679", "2018:218")),
        ("SOSFS 2006:5", "2014-12-31", ("SOSFS 2014:5",)),
        ("SOSFS 2006:11", "2011-12-31", ("SOSFS 2011:9",)),
    ],
)
def test_act_ended_on_its_day_and_gave_way_to_its_successor(
    number: str, last: str, successors: tuple[str, ...]
) -> None:
    statute = BY_NUMBER[number]
    assert statute.in_force(date.fromisoformat(last)) is True
    assert statute.in_force(date.fromisoformat(last) + timedelta(days=1)) is False
    assert statute.replaced_by == successors


def test_unknown_status_is_never_in_force() -> None:
    unknown = [s for s in STATUTES if s.in_force_until == "unknown" or s.in_force_from is None]
    assert unknown
    assert not any(statute.in_force(date(2020, 1, 1)) for statute in unknown)


def test_amending_regulation_of_the_archives_points_to_the_one_it_amends() -> None:
    assert BY_NUMBER["RA-FS 2008:4"].base_act == "RA-FS 1991:1"
