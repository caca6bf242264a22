"""What an imported map answers: in every store the same, and as its tables state it (in circles: test_circles.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from asked import asked, checked
from click.testing import CliRunner
from imports import FIVE, MAPPING, graph_of_map, map_of_rows, written

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.building import build
from career_pathways.loader.errors import WhatIfError, WrongMap
from career_pathways.loader.graph.what_if import changed_graph
from career_pathways.loader.graph.what_if_file import Changes
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.store import Result, Store, Target
from career_pathways.queries.library import queries, query
from career_pathways.queries.run import run

GRAPHS = {file.stem: graph_of_map(file)[1] for file in FIVE}


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    folder = tmp_path_factory.mktemp("stores")
    for name, graph in GRAPHS.items():
        with EmbeddedStore(folder / f"{name}.kgl") as store:
            store.replace(graph)
    yield {name: folder / f"{name}.kgl" for name in GRAPHS}


def same(one: nx.MultiDiGraph, other: nx.MultiDiGraph) -> bool:
    return dict(one.nodes(data=True)) == dict(other.nodes(data=True)) and sorted(
        one.edges(keys=True, data=True), key=str
    ) == sorted(other.edges(keys=True, data=True), key=str)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_map_comes_back_from_a_store_as_it_was(name: str, stores: dict[str, Path]) -> None:
    with EmbeddedStore(stores[name]) as store:
        assert same(stored_graph(store), GRAPHS[name])


def parameters_of(name: str, graph: nx.MultiDiGraph, most: int) -> list[Mapping[str, Any]]:
    """What of a small map a question is asked."""
    if name != "shortest-path":
        return [*asked(name, graph)[:most]]
    occupations = [id_ for id_, label in graph.nodes(data="label") if label == "Occupation"]
    return [{"from": start, "to": end} for start, end in list(permutations(occupations, 2))[:most]]


@pytest.mark.parametrize("name", GRAPHS)
def test_every_question_has_rows_as_declared_in_their_order(name: str, stores: dict[str, Path]) -> None:
    with EmbeddedStore(stores[name]) as store:
        for question in queries():
            for parameters in parameters_of(question.name, GRAPHS[name], 20):
                checked(question, run(question, store, parameters, limit=None).rows)


@pytest.mark.parametrize("name", ["next-steps-ahead", "level-next-steps-ahead"])
def test_a_question_looks_no_farther_than_it_is_asked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = list[str]()  # in circles, five steps come to all from everywhere

    def recorded(_: Store, statement: str, *__: object, **___: object) -> Result:
        texts.append(str(getattr(statement, "text", statement)))
        return Result(query(name).returns, ())

    monkeypatch.setattr(EmbeddedStore, "run", recorded)
    store = EmbeddedStore.in_memory(GRAPHS["own"])
    for steps in (2, 5, 9):
        run(query(name), store, {"id": "x", "steps": steps} if name[0] == "n" else {"level": 3, "steps": steps})
    assert [set(re.findall(r"\*\.\.\d", text)) for text in texts] == [{"*..2"}, {"*..5"}, {"*..5"}]


# The command line


def ask(store: Path, *command: str) -> Mapping[str, Any]:
    result = CliRunner().invoke(main, [*command, "--json", "--store", str(store)])
    assert result.exit_code == 0, result.output
    answer: Mapping[str, Any] = json.loads(result.stdout)
    return answer


def test_a_step_shows_the_file_and_the_row_that_state_it(stores: dict[str, Path]) -> None:
    answer = ask(stores["own"], "next", "Pipe welder")
    assert [(row["id"], row["step_file"], row["step_row"]) for row in answer["results"]] == [
        ("our-yard:fabrication/welding-supervisor-4", "careers.csv", 4),
        ("our-yard:quality/welding-inspector-4", "careers.csv", 4),
    ]
    assert answer["notes"] == [
        "Its tables state the progressions, with file and row. The most closely related come first."
    ]
    shown = CliRunner().invoke(main, ["path", "Trainee welder", "Yard manager", "--store", str(stores["own"])]).stdout
    assert "Up 2 levels, stated in careers.csv, row 5." in shown
    assert "document" not in shown


def test_an_occupation_is_known_by_its_code_too(stores: dict[str, Path]) -> None:
    answer = ask(stores["skills-england"], "show", "occ0211")
    (row,) = answer["results"]
    assert (row["id"], row["code"], row["status"]) == ("skills-england-2026:occ0211", "OCC0211", "Approved occupation")
    assert (row["file"], row["files"]) == (
        "hair-and-beauty/OCC0211.json",
        ["index.json", "hair-and-beauty/OCC0211.json"],
    )
    assert "(c) Skills England 2025" in answer["notes"][-1]


def test_levels_of_ones_own_are_called_as_the_map_calls_them(stores: dict[str, Path]) -> None:
    shown = CliRunner().invoke(main, ["show", "47-2181.00", "--store", str(stores["onet"])]).stdout
    assert "Job Zone 2, in 47; code 47-2181.00" in shown
    assert "Related, which is no progression: " in shown
    assert "GCSE" not in shown


def test_a_level_of_two_digits_tells_namesakes_apart(tmp_path: Path) -> None:
    mapping = MAPPING + '[levels]\nname = "Grade"\nlowest = -1\nhighest = 20\n'
    explorer = Explorer.of(map_of_rows(tmp_path, [(str(n), "Mate", str(n), "", "", "") for n in (-1, 11, 12)], mapping))
    assert [explorer.occupation(f"Mate ({n})").id for n in (12, -1)] == ["m:12", "m:1"]


COMMANDS = (
    *("search e", "show {0}", "next {0}", "next --level 2", "next {0} --steps 2", "before {0}", "reach {0}", "gaps"),
    *("reach {0} --backwards", "compare {0} {1}", "gaps --figure matrix", "gaps --figure level-two", "shared"),
)


@pytest.mark.parametrize("name", GRAPHS)
def test_every_command_answers(name: str, stores: dict[str, Path]) -> None:
    ids = sorted(id_ for id_, label in GRAPHS[name].nodes(data="label") if label == "Occupation")
    for command in COMMANDS:
        for more in (["--json"], []):
            line = command.format(*ids).split()
            result = CliRunner().invoke(main, [*line, "--store", str(stores[name]), *more])
            assert result.exit_code == 0, f"{line}: {result.output}{result.exception}"
            assert "of the document" not in result.output
    result = CliRunner().invoke(main, ["path", ids[0], ids[-1], "--store", str(stores[name])])
    assert result.exit_code in {0, 1}
    assert "a fault" not in result.output


def test_a_map_that_is_refused_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store, file = tmp_path / "s.kgl", written(tmp_path, [("1", "Joiner", "2", "", "", "")])
    build(store, file, None)
    before = store.read_bytes()
    written(tmp_path, [("1", "Joiner", "2", "", "", "Sawyer")])
    with pytest.raises(WrongMap):
        build(store, file, None)
    assert store.read_bytes() == before
    result = CliRunner().invoke(main, ["build", str(file), "--store", str(store)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "m.csv, row 2: no occupation 'Sawyer' (To)" in result.stderr
    assert "--skip-bad" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.csv", "m.toml", "s.kgl"]
    result = CliRunner().invoke(main, ["build", str(file), "--store", str(store), "--skip-bad"])
    assert (result.exit_code, "left out: 1 unknown end" in result.stderr) == (0, True)


def lines_of(store: Path, *command: str) -> tuple[int, list[str], str]:
    """The exit code, the ids of a CSV, and what stands beside it."""
    result = CliRunner().invoke(main, [*command, "--csv", "--columns", "id", "--store", str(store)])
    return result.exit_code, result.stdout.splitlines()[1:], " ".join(result.stderr.split())


def test_levels_of_ones_own_may_be_asked_for_and_others_are_refused(tmp_path: Path, stores: dict[str, Path]) -> None:
    mapping = MAPPING + '[levels]\nname = "Grade"\nlowest = -1\nhighest = 20\n'
    rows = [("1", "Hand", "-1", "", "", "2"), ("2", "Mate", "12", "", "", "3"), ("3", "Master", "20", "", "", "")]
    build(tmp_path / "s.kgl", written(tmp_path, rows, mapping), None)
    store = tmp_path / "s.kgl"
    assert lines_of(store, "next", "--level", "12")[:2] == (0, ["m:3"])
    assert lines_of(store, "next", "--level", "-1")[:2] == (0, ["m:2"])
    assert lines_of(store, "search", "mate", "--level", "12,20")[:2] == (0, ["m:2"])
    assert lines_of(store, "reach", "--from-level", "12", "--to-level", "20")[:2] == (0, ["m:2"])
    code, _, error = lines_of(store, "next", "--level", "21")
    assert (code, "'--level': 21 is not in the range from -1 to 20." in error) == (2, True)
    code, _, error = lines_of(stores["own"], "next", "--level", "9")
    assert (code, "'--level': 9 is not in the range from 1 to 8." in error) == (2, True)


def test_an_occupation_of_several_routes_is_found_by_each_of_them(tmp_path: Path) -> None:
    rows = [("1", "Joiner", "2", "Wood|Ships", "", ""), ("2", "Learner joiner", "", "Ships", "", "1")]
    build(tmp_path / "s.kgl", written(tmp_path, rows), None)
    for route, found in (("Wood", ["m:1"]), ("Ships", ["m:1"])):
        assert lines_of(tmp_path / "s.kgl", "next", "Learner joiner", "--route", route)[1] == found
    assert lines_of(tmp_path / "s.kgl", "search", "joiner", "--route", "Ships")[1] == ["m:1", "m:2"]
    assert lines_of(tmp_path / "s.kgl", "search", "joiner", "--route", "Wood")[1] == ["m:1"]


def test_a_route_of_occupations_that_stand_first_in_others_is_neither_empty_nor_apart(tmp_path: Path) -> None:
    rows = [("1", "Joiner", "2", "Wood|Ships", "", ""), ("2", "Baker", "2", "Food", "", "")]
    build(tmp_path / "s.kgl", written(tmp_path, rows), None)
    with Explorer.open(tmp_path / "s.kgl") as explorer:
        found = explorer.gaps().rows
    assert [gap.id for gap in found if gap.kind in {"empty route", "route apart"}] == ["m:food"]


def test_routes_that_a_progression_joins_are_not_apart(tmp_path: Path) -> None:
    rows = [
        ("1", "Cook", "2", "Food", "", "2"),
        ("2", "Manager", "3", "Office", "", ""),
        ("3", "Smith", "2", "Ore", "", ""),
    ]
    build(tmp_path / "s.kgl", written(tmp_path, rows), None)
    with Explorer.open(tmp_path / "s.kgl") as explorer:
        assert [gap.id for gap in explorer.gaps().rows if gap.kind == "route apart"] == ["m:ore"]


def test_what_a_group_holds_quotes_the_row_that_says_so(tmp_path: Path) -> None:
    groups = (
        '[groups_are]\nroute = 1\n[[groups]]\nfile = "g.csv"\ncode = "g"\nname = "n"\n'
        '[[parents]]\nfile = "p.csv"\nchild = "c"\nparent = "p"\n'
    )
    mapping = MAPPING.replace('route = { column = "Route", split = "|" }\n', "").replace(
        'cluster = { column = "Cluster", split = "|" }\n', ""
    )
    (tmp_path / "g.csv").write_text("g,n\nw,Wood\n")
    (tmp_path / "p.csv").write_text("c,p\n1,w\n")
    graph = map_of_rows(tmp_path, [("1", "Joiner", "2", "", "", "")], mapping + groups)
    ((place,),) = ([of for _, _, kind, of in graph.out_edges("m:1", keys=True, data=True) if kind == "IN_CLUSTER"],)
    assert (place["file"], place["line"], place["quote"]) == ("p.csv", 2, "c: 1; p: w")


def test_a_path_may_keep_to_steps_that_are_stated(stores: dict[str, Path]) -> None:
    path = ("path", "Trainee welder", "Yard manager", "--only")
    assert lines_of(stores["own"], *path, "stated")[:2] == lines_of(stores["own"], *path[:-1])[:2]
    assert lines_of(stores["own"], *path, "related")[0] == 1


def test_an_advice_names_a_route_that_the_map_has(stores: dict[str, Path]) -> None:
    result = CliRunner().invoke(main, ["search", "zzzz", "--store", str(stores["own"])])
    assert f"-p id=our-yard:fabrication --store {stores['own']}`" in " ".join(result.stderr.split())


def test_check_lists_what_is_bad_and_strict_fails(tmp_path: Path) -> None:
    file = written(tmp_path, [("1", " Joiner", "x", "", "", ""), ("2", "Sawyer ", "", "", "", "")])
    result = CliRunner().invoke(main, ["check", str(file), "--json", "--strict"])
    assert result.exit_code == 1
    kinds = [(row["kind"], row["where"], row["line"]) for row in json.loads(result.stdout)["results"]]
    assert kinds[0] == ("level that cannot be read", "m.csv", 2)
    assert ("white space folded", "m.csv", 3) in kinds
    assert kinds[-1] == ("table read", "m.csv", None)
    told = " ".join(CliRunner().invoke(main, ["check", str(file)]).stderr.split())
    assert told.endswith("1 bad place: no store is built of these tables. Mend them; --skip-bad leaves them out.")


def test_check_says_which_number_was_taken_for_a_level(tmp_path: Path) -> None:
    levels = ("Band 5", "Level 3", "L2", "4", "Band 5")
    file = written(tmp_path, [(str(i), f"Job {i}", level, "", "", "") for i, level in enumerate(levels)])
    rows = json.loads(CliRunner().invoke(main, ["check", str(file), "--json"]).stdout)["results"]
    found = [(row["line"], row["finding"]) for row in rows if row["kind"] == "number taken for a level"]
    assert found == [(2, "'Band 5' is level 5")]


@pytest.mark.parametrize("mark", ["|", ";", ",", "/"])
def test_a_list_of_names_in_one_cell_is_told_to_be_split(tmp_path: Path, mark: str) -> None:
    head = '[edition]\nid = "m"\ntitle = "m"\nlicence = "l"\n'
    mapping = head + '[[occupations]]\nfile = "m.csv"\ntitle = "t"\nprogresses_to = "to"\n'
    (tmp_path / "m.toml").write_text(mapping)
    (tmp_path / "m.csv").write_text(f't,to\nCook,"Chef {mark} Baker"\nChef,"Baker {mark} Nobody"\nBaker,\n')
    read = CliRunner().invoke(main, ["check", str(tmp_path / "m.toml"), "--json"])
    bad = [row["finding"] for row in json.loads(read.stdout)["results"] if row["kind"] == "unknown end"]
    assert [f'add split = "{mark}"' in finding for finding in bad] == [True, False]


def test_nothing_is_supposed_of_an_imported_map() -> None:
    with pytest.raises(WhatIfError, match="the map is imported"):
        changed_graph(GRAPHS["own"], Changes())


# A server


ON_A_SERVER = ("reach", "related", "shortest-path", "stated-steps")
"""What circles, and what imported maps alone have, could answer otherwise there; tests/queries/ has all questions."""


LADDER = (
    MAPPING
    + """
[levels]
name = "Grade"
lowest = 1
highest = 20
[[relations]]
file = "related.csv"
kind = "related"
from = "a"
to = "b"
rank = "n"
"""
)


@pytest.mark.server
def test_a_server_answers_as_the_file_does_and_reloads_without_a_change(neo4j_target: Target, tmp_path: Path) -> None:
    (tmp_path / "related.csv").write_text("a,b,n\n1,3,2\n3,1,\n", "utf-8")
    rows = [
        ("1", "Hand", "2", "Deck", "", "2"),
        ("2", "Mate", "12", "Deck", "Bridge", "3"),
        ("3", "Cook", "", "", "", "2"),
    ]
    graph = map_of_rows(tmp_path, rows, LADDER)  # a circle, what is related, levels of one's own and none
    with BoltStore(neo4j_target) as server, EmbeddedStore.in_memory(graph) as store:
        server.replace(graph)
        assert not any(change.added + change.changed + change.removed for change in server.load(graph))
        assert same(stored_graph(server), _with_clock(stored_graph(store), server))
        for question in map(query, ON_A_SERVER):
            for parameters in parameters_of(question.name, graph, 1):
                one, other = (run(question, s, parameters, limit=None).rows for s in (store, server))
                assert one == other, (question.name, parameters)


def _with_clock(graph: nx.MultiDiGraph, server: Store) -> nx.MultiDiGraph:
    (edition,) = (of for _, of in graph.nodes(data=True) if of["label"] == "Edition")
    edition["loaded_at"] = server.run("MATCH (e:Edition) RETURN e.loaded_at").rows[0][0]
    return graph
