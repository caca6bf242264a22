"""Several editions in one file: each is as it would be alone, whatever comes and goes beside it."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import time
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from imports import FIVE, MAPPING, written
from tries import tries

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.editions import editions_view
from career_pathways.loader import adding, building
from career_pathways.loader.errors import PathwaysError, StoreError, UnknownName, WrongParameter
from career_pathways.loader.stores.beside import joins_in, lists_of
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.read_back import stored_graph

TODAY = Path("2026")
"""The list of July 2026, by its name."""


@pytest.fixture
def store(both: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(both, tmp_path / "store.kgl"))


def test_an_edition_that_is_added_and_dropped_again_leaves_the_other_byte_for_byte(
    store: Path, built_store: Path, today: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(store, tmp_path / "other.kgl"))
    assert adding.drop(store, "2026") == ("2017",)
    assert store.read_bytes() == built_store.read_bytes()
    assert adding.drop(other, "2017") == ("2026",)
    assert other.read_bytes() == today.read_bytes()


@pytest.mark.slow
def test_it_does_not_matter_which_came_first_nor_how_often(store: Path, both: Path, today: Path) -> None:
    adding.add(store, TODAY, None)
    assert store.read_bytes() == both.read_bytes()
    shutil.copy(today, store)
    adding.add(store, None, None)
    assert store.read_bytes() == both.read_bytes()


def test_each_edition_is_read_back_as_it_was_built(both: Path, graph: nx.MultiDiGraph, today: Path) -> None:
    with EmbeddedStore(both) as store, EmbeddedStore(today) as alone:
        assert store.editions == ("2017", "2026")
        assert nx.utils.graphs_equal(stored_graph(store), graph)
        assert nx.utils.graphs_equal(stored_graph(store.of_edition("2026")), stored_graph(alone))


def test_the_edition_of_the_document_is_asked_unless_another_is_named(both: Path, today: Path) -> None:
    with EmbeddedStore(both) as store, EmbeddedStore(both, "2026") as named, EmbeddedStore(today) as alone:
        assert (store.edition, named.edition) == ("2017", "2026")
        assert alone.edition is None  # no statement needs to look for it
        assert store.run("RETURN $edition AS edition").rows == (("2017",),)
        assert Explorer(alone).edition == "2026"


def test_what_an_occupation_became_is_joined_and_what_words_propose_is_not(both: Path) -> None:
    with EmbeddedStore(both) as store:
        joins = {(join.origin, join.destination): join.properties for join in joins_in(store)}
    rating = joins["transport-and-logistics/able-seafarer-deck-2", "2026:occ0274"]
    assert rating == {"change": "renamed", "evidence": "number", "reason": None, "level_change": 0}
    assert {join["evidence"] for join in joins.values()} == {"number", "title", "curated"}
    assert len({origin for origin, _ in joins}) > 450


def test_an_edition_that_follows_none_there_is_joined_with_none(built_store: Path, tmp_path: Path) -> None:
    store = Path(shutil.copy(built_store, tmp_path / "store.kgl"))
    (yard,) = (mapping for mapping in FIVE if mapping.stem == "own")
    adding.add(store, yard, None)
    with EmbeddedStore(store) as opened:
        assert (joins_in(opened), len(opened.editions)) == ((), 2)


def test_what_tables_state_to_correspond_joins_once_both_are_there(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
    one = written(folders[0], [("A1", "Welder", "2", "Yard", "Hull", ""), ("A2", "Rigger", "2", "Yard", "Hull", "")])
    other = written(folders[1], [("B1", "Plate welder", "2", "Works", "Steel", "")])
    (folders[1] / "pairs.csv").write_text("Ours,Theirs\nB1,A1\nB1,A9\n", "utf-8")
    table = '[[correspondences]]\nfile = "pairs.csv"\nedition = "m"\nfrom = "Ours"\nto = "Theirs"\n'
    other.write_text(other.read_text("utf-8").replace('id = "m"', 'id = "n"') + table, "utf-8")
    store = tmp_path / "store.kgl"
    building.build(store, other, None)
    with EmbeddedStore(store) as opened:
        assert joins_in(opened) == ()
    adding.add(store, one, None)
    adding.add(store, other, None)
    found = [("CORRESPONDS_TO", "n:b1", "m:a1", {"match": "exact", "file": "pairs.csv", "line": 2})]
    for _ in range(2):  # what the table of one map states stays when the other comes anew
        with EmbeddedStore(store, "m") as opened:
            assert [tuple(join) for join in joins_in(opened)] == found
        adding.add(store, one, None)
    for sources in ((one, other), (other, one)):
        with adding.held_together(sources, None) as held:
            assert (held.edition, [tuple(join) for join in joins_in(held)]) == (
                "m" if sources[0] == one else "n",
                found,
            )
    with pytest.raises(WrongParameter, match="2 sources are the edition 'm'"):
        adding.held_together((one, other, one), None)


def test_what_cannot_be_done_says_why_and_leaves_the_store(store: Path, tmp_path: Path) -> None:
    before = store.read_bytes()
    with pytest.raises(UnknownName, match=r"no edition '2025'; there is 2017, 2026\.$"):
        adding.drop(store, "2025")
    with pytest.raises(PathwaysError):
        adding.add(store, tmp_path / "none.toml", None)
    assert store.read_bytes() == before
    adding.drop(store, "2026")
    with pytest.raises(StoreError, match="2017 is its only edition"):
        adding.drop(store, "2017")
    with pytest.raises(StoreError, match="no store"):
        adding.add(tmp_path / "none.kgl", TODAY, None)


def test_of_two_that_write_at_once_one_is_sent_away(store: Path, graph: nx.MultiDiGraph) -> None:
    with EmbeddedStore(store) as one, EmbeddedStore(store) as other:
        assert one.editions == other.editions
        one.replace(graph)
        with pytest.raises(StoreError, match="somebody else has written the store meanwhile"):
            other.replace(graph)


def test_a_name_that_is_asked_and_is_not_there_says_what_is(both: Path, built_store: Path) -> None:
    with EmbeddedStore(built_store, "2026") as store, pytest.raises(UnknownName, match="there is only 2017") as told:
        Explorer(store).next("Roofer")
    assert "build" in str(told.value)
    with EmbeddedStore(both, "o*net") as store, pytest.raises(UnknownName, match="there is 2017, 2026"):
        Explorer(store).next("Roofer")


@pytest.mark.slow
def test_an_addition_that_is_killed_leaves_the_old_store_or_the_new(
    built_store: Path, both: Path, tmp_path: Path
) -> None:
    states = {built_store.read_bytes(), both.read_bytes()}
    store = tmp_path / "store.kgl"
    for _ in range(tries(3)):
        shutil.copy(built_store, store)
        process = multiprocessing.get_context("fork").Process(target=adding.add, args=(store, TODAY, None))
        process.start()
        time.sleep(random.uniform(0.1, 1.5))
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert store.read_bytes() in states
    adding.add(store, TODAY, None)
    assert store.read_bytes() == both.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["store.kgl"]


def test_the_lists_of_editions_say_no_route_that_no_table_states(both: Path) -> None:
    with EmbeddedStore(both) as store:
        _, listed = lists_of(store)
    assert {one.route for one in listed.occupations} == {None, "Hair and beauty"}


@pytest.mark.parametrize("name", ["OCC0213", "occ0213", "2026:occ0213"])
def test_an_occupation_of_another_edition_is_none_of_this_one_and_is_told_by_its_edition(both: Path, name: str) -> None:
    with Explorer.open(both) as explorer, pytest.raises(UnknownName, match=f"{name} is of the edition 2026, and 2017"):
        explorer.next(name)
    with Explorer.open(both, edition="2026") as explorer:
        assert explorer.next(name).about.title == "Hairdressing professional"  # type: ignore[union-attr]


@pytest.mark.slow
def test_a_word_that_is_a_code_of_another_edition_means_here_what_it_meant(store: Path, tmp_path: Path) -> None:
    rows = [("plumber", "Heating engineer", "3", "Trades", "", ""), ("barber", "Men's stylist", "2", "Hair", "", "")]
    adding.add(store, written(tmp_path, rows, MAPPING.replace('id = "m"', 'id = "ESCO 1.1"')), None)
    with Explorer.open(store) as explorer:
        plumber = explorer.next("plumber").about
        with pytest.raises(UnknownName, match="holds no table of the route Hair and Beauty") as told:
            explorer.next("barber")
    assert plumber and plumber.title == "Plumbing and domestic heating technician"
    assert {"2026:occ1273", "esco-1-1:barber"} <= set(str(told.value).split())
    with EmbeddedStore(store, "esco-1.1") as opened, pytest.raises(UnknownName, match=r"Did you mean esco-1-1\?"):
        Explorer(opened).next("Roofer")


@pytest.mark.slow
def test_editions_are_listed_where_none_of_them_answers(both: Path, store: Path, tmp_path: Path) -> None:
    with Explorer.open(both, edition="2027") as explorer:
        assert "no edition '2027'" in editions_view(explorer).notes[-1].text({"page_editions": ""})
    adding.add(store, written(tmp_path, [("1", "Joiner", "2", "Wood", "", "")]), None)
    adding.drop(store, "2017")
    with Explorer.open(store) as explorer:
        view = editions_view(explorer)
    assert [(row["edition"], row["asked"]) for row in view.rows] == [("2026", False), ("m", False)]
    assert "2 editions, none of them that of the document" in view.notes[-1].text({"edition": ""})


def test_a_program_reads_which_edition_answered_and_of_one_alone_nothing_is_said(both: Path, built_store: Path) -> None:
    def parameters(store: Path, *more: str) -> dict[str, object]:
        result = CliRunner().invoke(main, ["search", "zzz", "--json", "--store", str(store), *more])
        return json.loads(result.stdout)["parameters"]  # type: ignore[no-any-return]

    assert parameters(both)["edition"] == "2017"
    assert parameters(both, "--edition", "2026")["edition"] == "2026"
    assert "edition" not in parameters(built_store)
