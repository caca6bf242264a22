"""The map of 2017 against the list of July 2026: how many links are right, and whether the data fit both."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import networkx as nx
import pytest
from places import TESTS

from career_pathways.loader.editions.changes import Change, changes
from career_pathways.loader.editions.curated import packaged_changes
from career_pathways.loader.editions.evidence import SURE
from career_pathways.loader.editions.former_titles import former_titles
from career_pathways.loader.editions.listed import Listed, folded_title, standard_code


def rows_of(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((TESTS / file).read_text("utf-8").splitlines(), delimiter="\t"))


JUDGED = [row for row in rows_of("judged/editions.tsv") if row["verdict"] != "cannot tell"]


@pytest.fixture(scope="module")
def older(graph: nx.MultiDiGraph) -> list[Listed]:
    nodes = ((id_, node) for id_, node in graph.nodes(data=True) if node["label"] == "Occupation")
    return [Listed(id_, o["title"], o["level"], o["column"], o["route_name"]) for id_, o in nodes]


@pytest.fixture(scope="module")
def newer() -> list[Listed]:
    rows = rows_of("cases/standards-2026.tsv")
    return [Listed(row["code"].casefold(), row["title"], int(row["level"]), code=row["code"]) for row in rows]


@pytest.fixture(scope="module")
def became(older: list[Listed], newer: list[Listed]) -> dict[str, Change]:
    found = changes(older, newer, former_titles(), packaged_changes())
    return {change.origin.id: change for change in found if change.origin}


def right_and_wrong(became: dict[str, Change]) -> Iterator[tuple[Change, bool]]:
    """The linked ones of the judged, each with whether one of its standards is right."""
    for row in JUDGED:
        links = {standard_code(listed.code) for listed in became[row["id"]].became}
        if links:
            yield became[row["id"]], bool(links & {standard_code(code) for code in row["codes_2026"].split()})


def test_of_the_judged_occupations_95_links_of_a_hundred_are_right_and_90_found(became: dict[str, Change]) -> None:
    right = [is_right for _, is_right in right_and_wrong(became)]
    assert sum(right) >= 0.95 * len(right)
    assert sum(right) >= 0.9 * sum(bool(row["codes_2026"]) for row in JUDGED)


def test_no_sure_link_of_a_judged_occupation_is_wrong(became: dict[str, Change]) -> None:
    assert [change for change, is_right in right_and_wrong(became) if change.evidence in SURE and not is_right] == []


def test_what_was_judged_withdrawn_is_left_alone(became: dict[str, Change]) -> None:
    assert [became[row["id"]].became for row in JUDGED if not row["codes_2026"] and became[row["id"]].became] == []


@pytest.mark.slow
def test_each_edition_is_the_same_as_itself(older: list[Listed], newer: list[Listed]) -> None:
    for edition in (older, newer):
        assert {change.change for change in changes(edition, edition, former_titles())} == {"same"}


def test_curated_changes_are_none_of_the_judged_occupations() -> None:
    assert {says.origin for says in packaged_changes()}.isdisjoint(row["id"] for row in rows_of("judged/editions.tsv"))


@pytest.mark.slow
def test_no_curated_change_says_what_the_evidence_says_without_it(older: list[Listed], newer: list[Listed]) -> None:
    found = {change.origin.id: change for change in changes(older, newer, former_titles()) if change.origin}
    for says in packaged_changes():
        links = {listed.code for listed in found[says.origin].became}
        assert (found[says.origin].change, links) != (says.change, set(says.became))


def test_a_former_title_stands_once_and_with_a_level_of_the_maps() -> None:
    former = former_titles()
    assert len({(was.code, folded_title(was.title)) for was in former}) == len(former)
    assert {was.level for was in former} <= {None, 2, 3, 4, 5, 6, 7}
    assert list(former) == sorted(former, key=lambda was: was.code)
