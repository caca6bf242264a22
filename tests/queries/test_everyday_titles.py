"""The table of everyday titles: whole, in order, and of occupations that exist.

python tests/queries/test_everyday_titles.py: writes what became of the occupations in 2026, as the editions are linked.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.spellings import spelt_alike
from career_pathways.loader.words.titles import key_words
from career_pathways.queries.everyday_titles import (
    FILE,
    FILE_2026,
    EverydayTitle,
    all_titles,
    everyday_title,
    titles_with,
)
from career_pathways.queries.searching import telling

TITLES = all_titles()

CERTAIN = {"renamed", "re-levelled", "moved", "split", "merged", "same"}
"""The kinds of change of which the link is a fact."""


def of_2026(explorer: Explorer) -> str:
    """What everyday_titles_2026.tsv has to hold; of a map that has both editions."""
    rows = [row.split("\t") for row in FILE.read_text("utf-8").splitlines()[1:]]
    named = {id_ for _, _, kind, ids, _ in rows if kind == "same" for id_ in ids.split()}
    became = {row.origin.id: row.became for row in explorer.diff("2017", "2026").rows if row.change in CERTAIN}
    lines = [
        f"{name}\t{' '.join(end.id for end in ends)}\n"
        for id_, ends in became.items()
        for name in (id_, id_.rpartition("/")[2])
        if name in named and ends
    ]
    return "".join(["occupation\tbecame\n", *sorted(lines)])


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
        (t.title, o)
        for t in TITLES
        if t.kind in {"same", "near"}
        for o in t.occupations
        if ":" not in o and len(ids.get(o, ())) != 1
    ]
    assert not wrong


def test_a_row_has_occupations_as_its_kind_says(explorer: Explorer) -> None:
    counts = {"same": range(1, 9), "near": range(1, 9), "none": range(1), "lost": range(1, 2)}
    listed = [(t, [id_ for id_ in t.occupations if ":" not in id_]) for t in TITLES]
    assert not [
        t for t, ids in listed if len(ids) not in counts[t.kind] or (t.kind != "same" and len(ids) < len(t.occupations))
    ]
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


@pytest.mark.slow
def test_what_is_the_same_is_so_of_what_it_became_in_2026(both: Path, today: Path) -> None:
    with Explorer.open(both) as explorer:
        assert FILE_2026.read_text("utf-8") == of_2026(explorer)
    with Explorer.open(today) as explorer:
        for text in ("plumber", "lorry driver", "dinner lady"):
            found = explorer.search(text)
            assert found.rows[0].found_in == "everyday title", text


if __name__ == "__main__":
    import career_pathways

    FILE_2026.write_text(of_2026(career_pathways.build("2017", "2026")), "utf-8")
