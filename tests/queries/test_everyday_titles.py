"""The table of everyday titles: whole, in order, and of occupations that exist."""

from __future__ import annotations

import networkx as nx
import pytest

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.spellings import spelt_alike
from career_pathways.loader.words.titles import key_words
from career_pathways.queries.everyday_titles import EverydayTitle, all_titles, everyday_title, titles_with
from career_pathways.queries.searching import telling

TITLES = all_titles()


@pytest.fixture(scope="module")
def explorer(graph: nx.MultiDiGraph) -> Explorer:
    return Explorer.of(graph)


@pytest.fixture(scope="module")
def ids(explorer: Explorer) -> dict[str, list[str]]:
    """The ids of the packaged document's occupations, by themselves and without their routes."""
    found: dict[str, list[str]] = {}
    for occupation in explorer.names.occupations:
        for name in (occupation.id, occupation.id.rpartition("/")[2]):
            found.setdefault(name, []).append(occupation.id)
    return found


def test_every_row_names_occupations_that_exist_and_each_of_them_clearly(ids: dict[str, list[str]]) -> None:
    wrong = [
        (t.title, o) for t in TITLES if t.kind in {"same", "near"} for o in t.occupations if len(ids.get(o, ())) != 1
    ]
    assert not wrong


def test_a_row_has_occupations_as_its_kind_says(explorer: Explorer) -> None:
    counts = {"same": range(1, 9), "near": range(1, 9), "none": range(1), "lost": range(1, 2)}
    assert not [t for t in TITLES if len(t.occupations) not in counts[t.kind]]
    assert {t.occupations for t in TITLES if t.kind == "lost"} == {("hair-and-beauty",)} < {*zip(explorer.names.routes)}
    assert {t.source for t in TITLES} == {"ncs", "esco", "esco also", "own"}


def test_each_row_is_found_by_its_title_and_no_other_has_its_words() -> None:
    assert [t.words for t in TITLES] == [
        " ".join(map(spelt_alike, telling(key_words([t.title])[0].split()))) for t in TITLES
    ]
    joined = [t.words.replace(" ", "") for t in TITLES]
    assert joined == sorted(set(joined))
    assert [everyday_title(word) for word in joined[::97]] == TITLES[::97]
    assert everyday_title("zzz") is everyday_title("") is None


def test_titles_are_found_by_the_beginnings_of_their_words() -> None:
    def found(*beginnings: str) -> list[EverydayTitle]:
        return [t for t in TITLES if all(f" {b}" in f" {t.words}" for b in beginnings)]

    for beginnings in (("lorr", "driv"), ("nurs",), ("xyz",), ("a",)):
        assert titles_with(beginnings) == found(*beginnings)
