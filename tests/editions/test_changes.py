"""What became of the occupations of one edition in another, on editions small enough to see."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tries import tries

from career_pathways.loader.editions.assignment import assigned
from career_pathways.loader.editions.changes import KINDS, Change, changes
from career_pathways.loader.editions.curated import CuratedChange, applied, packaged_changes, parse_changes
from career_pathways.loader.editions.evidence import Claim, claim_turned, spelt_as, sure_claims
from career_pathways.loader.editions.former_titles import FormerTitle
from career_pathways.loader.editions.listed import Listed, standards
from career_pathways.loader.errors import LookupsError


def old(title: str, level: int | None = None, column: str | None = None, route: str | None = None) -> Listed:
    return Listed(f"{route or ''}/{title}-{level}", title, level, column, route)


def new(code: str, title: str, level: int) -> Listed:
    return Listed(code.casefold(), title, level, code=code)


def told(found: Sequence[Change]) -> list[tuple[str, str | None, list[str], str | None]]:
    return [
        (change.change, change.origin and change.origin.title, [o.code or o.id for o in change.became], change.evidence)
        for change in found
    ]


def test_an_occupation_of_the_same_title_and_level_is_the_same() -> None:
    found = changes(
        [old("Highways electrician / fitter (degree)", 3)], [new("OCC1", "Highway electrician or fitter", 3)]
    )
    assert told(found) == [("same", "Highways electrician / fitter (degree)", ["OCC1"], "title")]


def test_a_number_whose_title_changed_says_what_an_occupation_is_called_now() -> None:
    former = [FormerTitle("OCC274", 2018, 2, "Able seafarer (deck)")]
    found = changes([old("Able seafarer - deck", 2)], [new("OCC274", "Seafarer deck rating", 2)], former)
    assert told(found) == [("renamed", "Able seafarer - deck", ["OCC274"], "number")]


def test_a_number_counts_more_than_an_equal_title() -> None:
    former = [FormerTitle("OCC41", 2018, 4, "Services technician"), FormerTitle("OCC63", 2018, 3, "Design technician")]
    today = [new("OCC41", "Services senior technician", 4), new("OCC63", "Services technician", 3)]
    found = changes([old("Services technician", 4), old("Design technician", 3)], today, former)
    assert told(found) == [
        ("renamed", "Design technician", ["OCC63"], "number"),
        ("renamed", "Services technician", ["OCC41"], "number"),
    ]


def test_a_number_that_changed_title_and_two_levels_is_another_occupation() -> None:
    former = [FormerTitle("OCC488", 2018, 7, "Animator (degree)")]
    today = [new("OCC488", "Junior animator", 4), new("OCC1097", "Animator", 6)]
    assert told(changes([old("Animator", 7)], today, former)) == [
        ("re-levelled", "Animator", ["OCC1097"], "title"),
        ("added", None, ["OCC488"], None),
    ]


def test_a_title_goes_on_where_its_number_ended() -> None:
    former = [FormerTitle("OCC108", 2018, 5, "Dental technician")]
    found = changes([old("Dental technician", 5)], [new("OCC1432", "Dental technician", 5)], former)
    assert told(found) == [("same", "Dental technician", ["OCC1432"], "title")]


def test_a_slip_of_the_pen_is_no_other_title() -> None:
    found = changes(
        [old("Learning and devlopment consultant", 5)], [new("OCC1", "Learning and development consultant", 5)]
    )
    assert [(change.change, change.evidence) for change in found] == [("same", "title")]


def test_namesakes_of_two_routes_share_what_became_of_them() -> None:
    both = [old("Butcher", 2, route="Sales"), old("Butcher", 2, route="Engineering")]
    assert [change.change for change in changes(both, [new("OCC1", "Butcher", 2)])] == ["same", "same"]


def test_a_namesake_of_another_level_shares_nothing() -> None:
    both = [old("Systems engineer", 7, route="Engineering"), old("Systems engineer", None, "technical", "Digital")]
    found = {c.origin.level: c.change for c in changes(both, [new("OCC107", "Systems engineer", 7)]) if c.origin}
    assert found == {7: "same", None: "withdrawn"}


def test_options_of_one_code_are_one_standard() -> None:
    today = [new("OCC270A", "Roofer - Tiler", 2), new("OCC270B", "Roofer - Slater", 2)]
    assert told(changes([old("Roofer", 2)], today)) == [("same", "Roofer", ["OCC270A", "OCC270B"], "title")]


def test_what_has_the_title_of_an_option_was_merged_into_its_standard() -> None:
    today = [
        new("OCC9A", "Legal technician - Probate technician", 4),
        new("OCC9B", "Legal technician - Conveyancer", 4),
    ]
    found = changes([old("Probate technician", 4), old("Conveyancer", 4)], today)
    assert told(found) == [
        ("merged", "Conveyancer", ["OCC9B"], "title"),
        ("merged", "Probate technician", ["OCC9A"], "title"),
    ]


def test_an_option_that_is_new_is_added_where_others_of_its_standard_were_there() -> None:
    today = [
        new("OCC9A", "Legal technician - Probate technician", 4),
        new("OCC9B", "Legal technician - Conveyancer", 4),
    ]
    assert told(changes([old("Conveyancer", 4)], today)) == [
        ("merged", "Conveyancer", ["OCC9B"], "title"),
        ("added", None, ["OCC9A"], None),
    ]


def test_an_option_that_became_a_standard_was_split_off() -> None:
    before = [
        new("OCC9A", "Legal technician - Probate technician", 4),
        new("OCC9B", "Legal technician - Conveyancer", 4),
    ]
    found = changes(before, [old("Probate technician", 4)])
    assert told(found)[0] == ("split", before[0].title, ["/Probate technician-4"], "title")
    assert found[1].change in ("withdrawn", "cannot tell")


def test_words_propose_and_never_state() -> None:
    today = [new("OCC1", "Prosthetic and orthotic technician", 3), new("OCC2", "Baker", 2)]
    found = changes([old("Orthotic and prosthetic technician", None, "technical"), old("Locksmith", 2)], today)
    assert told(found)[:2] == [
        ("withdrawn", "Locksmith", [], None),
        ("proposed", "Orthotic and prosthetic technician", ["OCC1"], "words"),
    ]
    assert found[1].score is not None
    assert found[1].also == ("renamed",)


def test_what_nothing_tells_apart_is_proposed_as_parted() -> None:
    today = [
        new("OCC1", "Diagnostic radiographer", 6),
        new("OCC2", "Therapeutic radiographer", 6),
        new("OCC3", "Baker", 2),
    ]
    found = changes([old("Radiographer", None, "professional")], today)
    assert (found[0].change, sorted(o.code or "" for o in found[0].became)) == ("proposed", ["OCC1", "OCC2"])


def test_a_manager_is_not_proposed_for_a_practitioner_whose_level_is_not_stated() -> None:
    today = [new(f"OCC{i}", f"{trade} practitioner", 6) for i, trade in enumerate(("Environmental", "Dental", "Legal"))]
    (found, *_) = changes([old("Environmental manager", None, "professional")], today)
    assert (found.change, found.became) == ("cannot tell", ())
    assert [listed.title for listed in found.candidates] == ["Environmental practitioner"]


def test_a_route_that_both_state_and_do_not_share_is_a_move() -> None:
    today = [Listed("b", "Florist", 2, route="Agriculture")]
    assert told(changes([old("Florist", 2, route="Sales")], today)) == [("moved", "Florist", ["b"], "title")]


def test_a_curated_change_overrides_and_gives_its_reason() -> None:
    today = [new("OCC1", "Curator", 7), new("OCC2", "Keeper", 7)]
    says = [CuratedChange("/Curator-7", ("OCC2",), "renamed", "read")]
    found = changes([old("Curator", 7)], today, (), says)
    assert told(found) == [("renamed", "Curator", ["OCC2"], "curated"), ("added", None, ["OCC1"], None)]
    assert found[0].reason == "read"


def test_what_was_merged_by_a_curated_change_still_goes_on() -> None:
    says = [CuratedChange("/Biologist-6", ("OCC1",), "merged", "read")]
    found = changes([old("Biologist", 6), old("Scientist", 6)], [new("OCC1", "Scientist", 6)], (), says)
    assert [(change.change, change.evidence) for change in found] == [("merged", "curated"), ("same", "title")]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a\tOCC1\tsame", "line 2 has 3 columns, not 4"),
        ("a\tOCC1\tsame\t ", "line 2 has no reason"),
        (" \tOCC1\tsame\twhy", "line 2 has no from"),
        ("a\tOCC1\tgone\twhy", "line 2: 'gone' is not a change"),
        ("a\t\tsame\twhy", "line 2: 'same' names nothing in the column to"),
        ("a\tOCC1\twithdrawn\twhy", "line 2: 'withdrawn' names 'OCC1' in the column to"),
        ("a\tOCC1\tsame\twhy\n\na\tOCC2\tsame\twhy", "line 4 names 'a' a second time"),
        ("nobody\t\twithdrawn\tx", "line 2: the older edition has no 'nobody'"),
        ("/Curator-6\t\twithdrawn\tx", "line 2: the older edition has no '/Curator-6'. Did you mean /Curator-7"),
        ("/Curator-7\tOCC9\tsame\tx", "line 2: the newer edition has no 'OCC9'"),
    ],
)
def test_a_curated_change_that_is_none_is_an_error_with_its_line(row: str, fault: str) -> None:
    with pytest.raises(LookupsError, match=rf"some\.tsv: {re.escape(fault)}"):
        says = parse_changes(f"from\tto\tchange\treason\n{row}\n", "some.tsv")
        changes([old("Curator", 7)], [new("OCC1", "Curator", 7)], (), says)


def test_a_users_curated_change_counts_more_than_a_packaged_one_and_what_does_not_fit_is_left_out() -> None:
    packaged = packaged_changes()
    was = [Listed(one.origin, one.origin) for one in packaged]
    now = [Listed(code, code, code=code) for one in packaged[1:] for code in one.became]
    own = CuratedChange(packaged[-1].origin, (), "withdrawn", "read again")
    counting = applied("2017", "2017", was, now, [own])
    assert counting.curated == (own, *packaged[1:-1])
    assert counting.left_out == 1
    assert applied("2017", "2017", was, [Listed("a", "a", code="b")]) == ((), len(packaged))
    assert applied("2017", None, was, now) == applied("2018", "2017", was, now) == ((), 0)


WORDS = st.sampled_from(
    ["Roofer", "roofers", "Baker", "Senior baker", "Plate welder", "Welder", "Care / nurse", "Care or nurse"]
)
LISTED = st.builds(
    Listed,
    id=st.uuids().map(str),
    title=WORDS,
    level=st.none() | st.integers(2, 7),
    column=st.sampled_from(["technical", "higher_technical", "professional"]),
    route=st.none() | st.sampled_from(["Digital", "Construction"]),
    code=st.none() | st.sampled_from(["OCC1", "OCC2A", "OCC2B", "OCC3"]),
)
EDITIONS = st.lists(LISTED, max_size=8, unique_by=lambda listed: listed.code or listed.id)
FORMER = st.lists(
    st.builds(FormerTitle, st.sampled_from(["OCC1", "OCC2"]), st.just(2018), st.none(), WORDS), max_size=3
)


@given(EDITIONS, EDITIONS, FORMER)
@settings(max_examples=tries(200, fewest=20), deadline=None)
def test_each_occupation_of_both_is_told_and_the_order_of_an_edition_says_nothing(
    older: list[Listed], newer: list[Listed], former: list[FormerTitle]
) -> None:
    expected = changes(older, newer, former)
    assert changes(older[::-1], newer[::-1], former[::-1]) == expected
    assert {change.change for change in expected} <= set(KINDS)
    assert [c.origin.id for c in expected if c.origin] == sorted(listed.id for listed in older)
    assert {listed.id for c in expected for listed in c.became} == {listed.id for listed in newer}
    json.dumps([change.row() for change in expected])


@given(EDITIONS, EDITIONS, FORMER)
@settings(max_examples=tries(200, fewest=20), deadline=None)
def test_sure_links_are_the_same_for_swapped_editions(
    older: list[Listed], newer: list[Listed], former: list[FormerTitle]
) -> None:
    def links(one: list[Listed], other: list[Listed]) -> list[Claim]:
        was, now = standards(one), standards(other)
        return assigned(sure_claims(spelt_as(was, now, former), spelt_as(now, was, former), former))

    assert set(links(older, newer)) == set(map(claim_turned, links(newer, older)))


@given(EDITIONS)
@settings(max_examples=tries(200, fewest=20), deadline=None)
def test_nothing_changed_between_an_edition_and_itself(edition: list[Listed]) -> None:
    found = changes(edition, edition)
    assert {change.change for change in found} <= {"same"}
