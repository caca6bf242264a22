"""Any map out of tables: what is read, what is bad and where, and that nothing but a designed error comes of it."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports import FIVE, MAPPING, graph_of_map, map_of_rows, written
from tries import tries

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import InvalidCatalogue, WrongMap
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.maps.reading import read_map
from career_pathways.loader.maps.report import map_findings, map_notes

JOINER = ("1", "Joiner", "2", "Wood", "", "")

COUNTS = {
    "esco": {"Occupation": 7, "Route": 4, "Pathway": 5, "Cluster": 5},
    "ncs": {"Occupation": 12, "Route": 11, "RELATED_TO": 6, "IN_CLUSTER": 16},
    "onet": {"Occupation": 10, "Route": 2, "RELATED_TO": 56},
    "own": {"Occupation": 9, "Route": 4, "PROGRESSES_TO": 9},
    "skills-england": {"Occupation": 20, "Route": 2, "PROGRESSES_TO": 18},
}


def counts(graph: nx.MultiDiGraph) -> Counter[str]:
    labels = Counter(label for _, label in graph.nodes(data="label"))
    return labels + Counter(kind for *_, kind in graph.edges(keys=True))


def steps(graph: nx.MultiDiGraph) -> dict[tuple[str, str], dict[str, Any]]:
    return {(a, b): of for a, b, kind, of in graph.edges(keys=True, data=True) if kind == "PROGRESSES_TO"}


@pytest.mark.parametrize("file", FIVE, ids=lambda file: file.stem)
def test_the_five_maps_are_read_whole_and_make_good_graphs(file: Path) -> None:
    read, graph = graph_of_map(file)
    assert read.bad == ()
    assert counts(graph).items() >= COUNTS[file.stem].items()
    validate(graph)
    assert nx.utils.graphs_equal(graph, graph_of_map(file)[1])


def test_a_stated_progression_has_its_row_keeps_its_level_and_may_lead_both_ways() -> None:
    _, graph = graph_of_map(next(file for file in FIVE if file.stem == "skills-england"))
    found = {(a.rpartition(":")[2], b.rpartition(":")[2]): of for (a, b), of in steps(graph).items()}
    one, other = found["occ0117", "occ0118"], found["occ0118", "occ0117"]
    assert [of["level_gap"] for of in (one, other)] == [0, 0]
    assert one["line"] != other["line"]
    assert {of["file"] for of in found.values()} == {"progressions_api_shape_15_seeds.json"}
    assert {(of["basis"], of["cost"], of["by_basis"]) for of in found.values()} == {("stated", 1, 0.08)}


def test_a_spreadsheet_of_ones_own_is_read_as_people_write_it() -> None:
    _, graph = graph_of_map(next(file for file in FIVE if file.stem == "own"))  # BOM, ";", "Level 4", stray spaces
    inspector = graph.nodes["our-yard:quality/welding-inspector-4"]
    assert (inspector["level"], inspector["lines"], inspector["files"]) == (4, [6], ["careers.csv"])
    quote = graph.edges["our-yard:quality/welding-inspector-4", "our-yard:quality/quality/inspection", "IN_CLUSTER"]
    assert quote["quote"].startswith("Job: Welding inspector; Level: Level 4; Department: Quality")
    clerk = "our-yard:stores/tally-clerk", "our-yard:stores/storekeeper-3"
    assert steps(graph).keys() >= {clerk, clerk[::-1]}
    assert graph.nodes["our-yard:stores/tally-clerk"]["level_min"] is None


def test_a_missing_layer_has_the_name_of_the_one_above_it(tmp_path: Path) -> None:
    graph = map_of_rows(tmp_path, [JOINER, ("2", "Sawyer", "", "", "", "")])
    assert {id_: of["stated"] for id_, of in graph.nodes(data=True) if "stated" in of} == {
        "m:wood": True,
        "m:wood/wood": False,
        "m:wood/wood/wood": False,
        "m:map": False,
        "m:map/map": False,
        "m:map/map/map": False,
    }


def test_an_occupation_of_several_routes_is_one_and_stands_in_all_of_them(tmp_path: Path) -> None:
    graph = map_of_rows(tmp_path, [("1", "Joiner", "2", "Wood|Ships|Wood", "Benches|Decks|Doors", "")])
    assert graph.nodes["m:1"]["route"] == "m:wood"
    assert {*graph.adj["m:1"]} == {"m:wood/wood/benches", "m:ships/ships/decks", "m:wood/wood/doors"}


def test_rows_of_one_code_are_one_occupation_and_without_a_code_those_of_one_title_and_level(tmp_path: Path) -> None:
    rows = [JOINER, ("2", "Sawyer", "", "Wood", "", ""), ("1", "JOINER", "", "Ships", "", "2")]
    assert [o.code for o in read_map(written(tmp_path, rows)).records.occupations] == ["1", "2"]
    uncoded = MAPPING.replace('code = "Code"\n', "")
    rows = [
        ("", "Joiner", "2", "Wood", "A", ""),
        ("", "joiner", "2", "Wood", "B", ""),
        ("", "Joiner", "3", "Wood", "", ""),
    ]
    graph = map_of_rows(tmp_path, rows, uncoded)
    assert [id_ for id_, label in graph.nodes(data="label") if label == "Occupation"] == [
        "m:wood/joiner-2",
        "m:wood/joiner-3",
    ]


BAD = {
    "an unknown end": (("2", "Sawyer", "", "Wood", "", "Joyner"), "no occupation 'Joyner'"),
    "a level that is none": (("2", "Sawyer", "high", "Wood", "", ""), "level is 'high'"),
    "a level below all": (("2", "Sawyer", "-1", "Wood", "", ""), "level is '-1'"),
    "a level and a half": (("2", "Sawyer", "2.5", "Wood", "", ""), "level is '2.5'"),
    "a level that there is not": (("2", "Sawyer", "9", "Wood", "", ""), "level is '9'"),
    "a duplicate code": (("1", "Joiner", "2", "Wood", "", ""), "code '1' is in row 2 of m.csv already"),
    "a code of another title": (
        ("1", "Sawyer", "2", "Wood", "", ""),
        "title is 'Sawyer', and 'Joiner' in m.csv, row 2",
    ),
    "a code of another level": (("1", "Joiner", "3", "Wood", "", ""), "level is 3, and 2 in m.csv, row 2"),
    "no code": (("", "Sawyer", "2", "Wood", "", ""), "no code"),
    "no title": (("2", "", "2", "Wood", "", ""), "code '2' has no title"),
    "a row cut in half": (("2", "Sawyer"), "2 cells, where the heading has 6"),
    "itself": (("2", "Sawyer", "2", "Wood", "", "Sawyer"), "'Sawyer' leads to itself"),
    "a fall": (("2", "Sawyer", "3", "Wood", "", "Joiner"), "Sawyer (3) leads down to Joiner (2)"),
    "places that do not match": (
        ("2", "Sawyer", "3", "A|B|C", "D|E", ""),
        "3, 0, 2 names of route, pathway and cluster",
    ),
}


@pytest.mark.parametrize(("row", "finding"), BAD.values(), ids=BAD)
def test_what_is_bad_is_an_error_with_file_and_row_and_can_be_left_out(
    row: tuple[str, ...], finding: str, tmp_path: Path
) -> None:
    file = written(tmp_path, [JOINER, row])
    with pytest.raises(WrongMap) as caught:
        graph_of_map(file)
    assert f"m.csv, row 3: {finding}" in str(caught.value)
    read, graph = graph_of_map(file, skip_bad=True)
    assert [(bad.file, bad.row) for bad in read.bad] == [("m.csv", 3)]
    assert map_notes(read) == (f"left out: 1 {read.bad[0].kind}",)
    assert graph.nodes["m:1"]["title"] == "Joiner"
    assert next(map_findings(read)).finding.startswith(finding)


MAPPINGS = {
    "no such key: 'titel'": ('title = "Title"', 'titel = "Title"'),
    "no licence": ('licence = "none"', ""),
    "no column 'Titel'": ('"Title"', '"Titel"'),
    "no file 'n.csv'": ('"m.csv"', '"n.csv"'),
    "not TOML": ("[edition]", "[edition"),
    "file is '../**'": ('"m.csv"', '"../**"'),
    "delimiter is ''": ('code = "Code"', 'delimiter = ""'),
    "encoding is 'utf-99'": ('code = "Code"', 'encoding = "utf-99"'),
    "lowest is 3, and highest is 2": ("[[occ", '[levels]\nname = "x"\nlowest = 3\nhighest = 2\n[[occ'),
    "no [[occupations]]": ("[[occupations]]", "[[relations]]\nkind='related'\nfrom='a'\nto='b'\n[[occupations2]]"),
    "neither code nor title": ('code = "Code"\ntitle = "Title"', ""),
    "groups without [groups_are]": ('code = "Code"', 'code = "Code"\nin = "Route"'),
}


@pytest.mark.parametrize(("finding", "change"), MAPPINGS.items(), ids=MAPPINGS)
def test_a_mapping_file_that_is_wrong_is_an_error_with_its_place(
    finding: str, change: tuple[str, str], tmp_path: Path
) -> None:
    file = written(tmp_path, [JOINER], MAPPING.replace(*change))
    with pytest.raises(WrongMap) as caught:
        graph_of_map(file)
    assert finding in str(caught.value) or (finding.startswith("no [[") and "no such key" in str(caught.value))


def test_trees_of_groups_are_climbed_and_what_is_no_tree_is_bad(tmp_path: Path) -> None:
    mapping = """
[edition]
id = "g"
title = "Groups"
licence = "none"
[groups_are]
route = 1
cluster = 2
[[occupations]]
file = "o.csv"
code = "c"
title = "t"
[[groups]]
file = "g.csv"
code = "c"
name = "n"
[[parents]]
file = "p.csv"
child = "c"
parent = "p"
"""
    (tmp_path / "o.csv").write_text("c,t\n1,Joiner\n2,Below\n")
    (tmp_path / "g.csv").write_text("c,n\na,Wood\nb,Benches\nx,Round\ny,About\n")
    (tmp_path / "p.csv").write_text("c,p\nb,a\n1,b\n2,1\nx,y\ny,x\n2,nowhere\n")
    (tmp_path / "g.toml").write_text(mapping)
    read, graph = graph_of_map(tmp_path / "g.toml", skip_bad=True)
    assert [(bad.kind, bad.row) for bad in read.bad] == [("unknown parent", 7), ("circle of groups", 6)]
    assert list(graph.adj["g:1"]) == list(graph.adj["g:2"]) == ["g:wood/wood/benches"]
    cluster = graph.nodes["g:wood/wood/benches"]
    assert (cluster["code"], cluster["file"], cluster["line"], cluster["stated"]) == ("b", "g.csv", 3, True)


def test_json_is_read_along_paths_and_a_workbook_by_its_sheet(tmp_path: Path) -> None:
    table = {"data": [{"items": [{"c": 1, "t": {"name": " Joiner"}, "s": [{"n": "Benches"}, {"n": "Doors"}]}]}]}
    (tmp_path / "m.json").write_text(json.dumps(table))
    mapping = MAPPING[: MAPPING.index("[[")] + (
        '[[occupations]]\nfile = "m.json"\nrows = "data.*.items.*"\ncode = "c"\ntitle = "t.name"\n'
        'specialisms = "s.*.n"\n[[occupations]]\nfile = "m.xlsx"\nrows = "Two"\ncode = "Code"\nlevel = "Level"\n'
    )
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Two")
    for row in (["Code", "Level"], [1, 3]):
        sheet.append(row)
    book.save(tmp_path / "m.xlsx")
    (tmp_path / "m.toml").write_text(mapping)
    read, graph = graph_of_map(tmp_path / "m.toml")
    joiner = graph.nodes["m:1"]
    assert (joiner["title"], joiner["level"], joiner["specialisms"]) == ("Joiner", 3, ["Benches", "Doors"])
    assert list(zip(joiner["files"], joiner["lines"], strict=True)) == [("m.json", 1), ("m.xlsx", 2)]
    assert next(map_findings(read)).kind == "occupation without a place"


def test_what_is_related_becomes_a_progression_only_where_the_mapping_asks(tmp_path: Path) -> None:
    onet = next(file for file in FIVE if file.stem == "onet")
    shutil.copytree(onet.with_suffix(""), tmp_path / "onet")
    file = tmp_path / "onet.toml"
    for asked in (False, True):
        file.write_text(onet.read_text("utf-8") + "\n[infer]\nrising = true\n" * asked)
        _, graph = graph_of_map(file)
        assert bool(steps(graph)) == asked
        assert {(of["basis"], of["cost"], of["level_gap"]) for of in steps(graph).values()} <= {("related", 2, 1)}
        assert all(graph.has_edge(*pair, "RELATED_TO") for pair in steps(graph))


def test_an_end_may_be_named_with_a_level_of_two_digits(tmp_path: Path) -> None:
    mapping = MAPPING + '[levels]\nname = "Grade"\nlowest = -1\nhighest = 20\n'
    rows = [("1", "Hand", "-1", "", "", "Mate (12)"), ("2", "Mate", "12", "", "", ""), ("3", "Mate", "11", "", "", "")]
    assert list(steps(map_of_rows(tmp_path, rows, mapping))) == [("m:1", "m:2")]


SAME = MAPPING + '[[relations]]\nfile = "same.csv"\nkind = "same"\nfrom = "a"\nto = "b"\n'


def test_what_a_table_states_to_be_the_same_is_a_crossing_both_ways(tmp_path: Path) -> None:
    rows = [JOINER, ("2", "Ship's joiner", "2", "Ships", "", "3"), ("3", "Shipwright", "3", "Ships", "", "")]
    (tmp_path / "same.csv").write_text("a,b\n1,2\n2,1\n", "utf-8")
    graph = map_of_rows(tmp_path, rows, SAME)
    crossing = {"match": "stated", "score": 100}
    assert (
        graph.edges["m:1", "m:2", "SHARED_ACROSS_ROUTES"]
        == graph.edges["m:2", "m:1", "SHARED_ACROSS_ROUTES"]
        == crossing
    )
    path = Explorer.of(graph).path("Joiner", "Shipwright")
    assert (path.steps, path.crossings) == (1, 1)
    for row, finding in {"2,3": "are of two levels", "3,4": "are of one route"}.items():
        (tmp_path / "same.csv").write_text(f"a,b\n{row}\n", "utf-8")
        with pytest.raises(WrongMap, match=f"same.csv, row 2: .* {finding}"):
            map_of_rows(tmp_path, [*rows, ("4", "Rigger", "", "Ships", "", "")], SAME)


def mutated(text: bytes, draw: random.Random) -> bytes:
    """Bytes with something lost, doubled, cut off or put in."""
    at, to = sorted(draw.randrange(len(text) + 1) for _ in range(2))
    lines = text.splitlines(keepends=True)
    line = draw.randrange(len(lines))
    doubled = b"".join([*lines[:line], lines[line], *lines[line:]])
    return draw.choice(
        (
            text[:at],
            text[:at] + text[min(to, at + 30) :],
            text[:at]
            + draw.choice((b'"', b"'", b"\0", b"\xff", b",", b"=", b"[", b"{", b"\n", b"9" * 5000))
            + text[at:],
            doubled,
            b"".join(lines[:line] + lines[line + 1 :]),
            text.replace(draw.choice((b"title", b"level", b"Code", b"ID", b"1", b"\t", b",")), b"x"),
        )
    )


@settings(max_examples=tries(400, fewest=40))
@given(st.sampled_from(FIVE), st.integers(0, 2**32))
def test_whatever_becomes_of_a_mapping_file_or_a_table_is_read_or_refused_by_name(
    tmp_path_factory: pytest.TempPathFactory, file: Path, seed: int
) -> None:
    draw, folder = random.Random(seed), tmp_path_factory.mktemp("mutated")
    shutil.copyfile(file, folder / file.name)
    shutil.copytree(file.with_suffix(""), folder / file.stem)
    changed = draw.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    changed.write_bytes(mutated(changed.read_bytes(), draw))
    try:
        read, graph = graph_of_map(folder / file.name)
    except (WrongMap, InvalidCatalogue) as error:
        tables = folder / file.stem
        names = {path.relative_to(tables).as_posix() for path in tables.rglob("*") if path.is_file()}
        assert any(name in str(error) for name in (file.name, *names))
    else:
        assert not read.bad
        validate(graph)
