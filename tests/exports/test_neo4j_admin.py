"""The files of neo4j-admin, read by Python's csv and imported by the real tool."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import neo4j
import networkx as nx
import pytest
from hypothesis import given, settings
from parts import LABELS, NODES, RELATIONSHIPS, counted, expected, one_of_each, part_of, parts, same, written
from small_graph import small_graph
from tries import tries

from career_pathways.explorer.local_neo4j import server as local_server
from career_pathways.explorer.local_neo4j.jars import server_jars
from career_pathways.explorer.local_neo4j.process import java_command
from career_pathways.exports.files import export, size_of
from career_pathways.exports.formats.neo4j_admin import neo4j_admin_files
from career_pathways.exports.part import BegunAgain, Part, graph_of
from career_pathways.exports.registry import FORMATS
from career_pathways.exports.text import whole_text
from career_pathways.loader.errors import WrongExport
from career_pathways.loader.stores.neo4j.row_changes import OWNER
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.store import Target


def files(part: Part) -> dict[str, bytes]:
    """The files by their names, written in their order, and again where that is asked for."""
    writers = neo4j_admin_files(part)
    try:
        return {name: written(write, part) for name, write in writers}
    except BegunAgain:
        return {name: written(write, part) for name, write in writers}


def delimiter_of(made: dict[str, bytes]) -> str:
    (option,) = [word for word in made["import.sh"].split() if word.startswith(b"--array-delimiter=U+")]
    return chr(int(option[-4:], 16))


def read(made: dict[str, bytes]) -> nx.MultiDiGraph:
    """The graph that the import makes of the files, and `constraints.cypher` after it, by the manual of neo4j-admin."""
    graph = nx.MultiDiGraph()
    delimiter = delimiter_of(made)
    for name, data in made.items():
        if name in {"import.sh", "constraints.cypher"}:
            continue
        header, *rows = csv.reader(StringIO(data.decode("utf-8"), newline=""), strict=True)
        columns = [column.rpartition(":") for column in header]
        for row in rows:
            found = {n: value(text, of, delimiter) for (n, _, of), text in zip(columns, row, strict=True) if n}
            fixed = {of: text for (n, _, of), text in zip(columns, row, strict=True) if not n}
            if name.startswith("nodes-"):
                assert found.pop("loaded_by") == OWNER
                assert name == f"nodes-{fixed['LABEL']}.csv"
                graph.add_node(found["id"], label=fixed["LABEL"], **found)
            else:
                start, end, kind = fixed["START_ID"], fixed["END_ID"], fixed["TYPE"]
                assert name == f"{kind}-{graph.nodes[start]['label']}-{graph.nodes[end]['label']}.csv"
                graph.add_edge(start, end, kind, **found)
    return graph


def value(text: str, of: str, delimiter: str) -> Any:
    if of.endswith("[]"):
        return [value(one, of.removesuffix("[]"), delimiter) for one in text.split(delimiter)] if text else []
    if of in {"string", "ID"}:
        return text
    if text == "":
        return None
    found = json.loads(text)
    assert type(found) is {"long": int, "double": float, "boolean": bool}[of]
    return found


def imported(part: Part) -> nx.MultiDiGraph:
    """The graph of a part as the import can say it: a list of one empty text is an empty list."""
    graph = expected(part, whole_text)
    for attributes in (*(of for _, of in graph.nodes(data=True)), *(of for _, _, of in graph.edges(data=True))):
        attributes.update({name: [] for name, held in attributes.items() if held == [""]})
        if attributes.get("loaded_at", "") is None:  # a text, of which csv cannot tell null from empty
            attributes["loaded_at"] = ""
    return graph


@settings(max_examples=tries(500))
@given(parts())
def test_what_csv_reads_is_what_was_written(part: Part) -> None:
    assert same(with_columns(read(files(part)), part), imported(part))


def with_columns(graph: nx.MultiDiGraph, part: Part) -> nx.MultiDiGraph:
    """The graph; fails where a file lacks a column that schema.py declares, or has one more."""
    for id_, of in graph.nodes(data=True):
        assert [p.name for p in LABELS[of["label"]].properties] == [name for name in of if name != "label"], id_
    kinds = {(r.name, r.start, r.end): [p.name for p in r.properties] for r in RELATIONSHIPS}
    labels = dict(graph_of(part).nodes(data="label"))
    for start, end, kind, of in graph.edges(keys=True, data=True):
        assert kinds[kind, labels[start], labels[end]] == list(of)
    return graph


def test_the_whole_map_is_read_back(graph: nx.MultiDiGraph) -> None:
    part = part_of(graph)
    made = files(part)
    assert same(read(made), imported(part))
    assert list(made) == [
        *("nodes-Route.csv", "nodes-Pathway.csv", "nodes-Cluster.csv", "nodes-Occupation.csv", "nodes-Edition.csv"),
        *("IN_CLUSTER-Occupation-Cluster.csv", "IN_PATHWAY-Cluster-Pathway.csv", "IN_ROUTE-Pathway-Route.csv"),
        *("PROGRESSES_TO-Cluster-Cluster.csv", "PROGRESSES_TO-Occupation-Occupation.csv"),
        *("SHARED_ACROSS_ROUTES-Occupation-Occupation.csv", "import.sh", "constraints.cypher"),
    ]


def test_null_has_no_quotes_and_every_text_has_them() -> None:
    made = files(part_of(small_graph()))
    assert made["nodes-Occupation.csv"].splitlines()[0].startswith(b"id:ID,title:string,level:long,level_min:long,")
    carer, cleaner, *_, clerk = (line for line in made["nodes-Occupation.csv"].splitlines() if b'"care/' in line)
    own = b'"career-pathways",Occupation'
    assert carer.startswith(
        b'"care/carer-2","Carer",2,2,2,"technical",false,"Day shift;Night shift","care","Care","11",'
    )
    assert b'"Floors ""and"" \\ stairs"' in cleaner
    assert clerk == b'"care/ward-clerk","Ward clerk",,2,3,"technical",false,"","care","Care","11",' + own
    assert b',"small",3,"0",,3,2,' in made["nodes-Edition.csv"]


def test_a_part_has_only_files_of_the_types_that_it_holds() -> None:
    graph = small_graph()
    graph.remove_edges_from([ends for ends in graph.edges(keys=True) if ends[2] == "PROGRESSES_TO"])
    assert not [name for name in files(part_of(graph)) if "PROGRESSES_TO" in name]
    assert "PROGRESSES_TO-Occupation-Occupation.csv" in files(part_of(small_graph()))


@pytest.mark.parametrize(
    ("held", "chosen"), [("", ";"), ("a;b", "|"), ("a|;", "\x1c"), (";|\x1c\x1d\x1e\x1f", "\ue000")]
)
def test_lists_are_parted_by_what_none_of_them_holds(held: str, chosen: str) -> None:
    graph = small_graph()
    graph.nodes["care/carer-2"]["specialisms"] = ["x", held]
    graph.edges["care/nurse-5", "care/matron-7", "PROGRESSES_TO"]["shared_words"] = [held, "x"]
    made = files(part_of(graph))
    assert delimiter_of(made) == chosen
    assert same(read(made), imported(part_of(graph)))


def test_lists_that_hold_everything_are_refused() -> None:
    graph = small_graph()
    graph.nodes["care/carer-2"]["specialisms"] = ["".join(map(chr, range(0x10000)))]
    with pytest.raises(WrongExport, match=r"neo4j-admin: the lists hold every character.*another format"):
        files(part_of(graph))


def test_the_files_are_one_pass_over_the_part() -> None:
    asked: list[str] = []
    files(counted(part_of(small_graph()), asked))
    assert asked == ["nodes", "relationships"]


def test_a_delimiter_that_a_list_holds_is_found_on_the_way_and_the_export_begun_again(tmp_path: Path) -> None:
    graph = small_graph()
    graph.edges["care/nurse-5", "care/matron-7", "PROGRESSES_TO"]["shared_words"] = ["a;b"]
    written_files = export(part_of(graph), tmp_path / "map", "neo4j-admin")
    made = {file.name: (tmp_path / "map" / file.name).read_bytes() for file in written_files[:-1]}
    assert made == files(part_of(graph))
    assert delimiter_of(made) == "|"
    assert size_of(part_of(graph), FORMATS["neo4j-admin"]) == sum(map(len, made.values()))


def test_only_a_map_whose_texts_hold_line_ends_is_imported_as_one() -> None:
    graph = small_graph()
    assert b"multiline" not in files(part_of(graph))["import.sh"]
    for end in ("\n", "\r"):
        graph.nodes["care/carer-2"]["title"] = f"a{end}b"
        assert b"--multiline-fields=true" in files(part_of(graph))["import.sh"]


def put(made: dict[str, bytes], folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return folder


def program(file: Path, *lines: str) -> str:
    file.write_text("\n".join(lines) + "\n", "utf-8")
    file.chmod(0o755)
    return str(file)


def test_the_script_imports_the_files_beside_it_into_the_database_that_is_named(tmp_path: Path) -> None:
    part = part_of(small_graph())
    title = "x\r\nexit 1 \0\x1b\u2028 `exit 1` $(exit 1) 'é"
    folder = put(files(replace(part, edition={**part.edition, "title": title})), tmp_path / "my $map's")
    assert all(line.isprintable() for line in (folder / "import.sh").read_text("utf-8").split("\n"))
    said = program(
        tmp_path / "said", f"#!{sys.executable}", "import os, sys; print(os.getcwd(), *sys.argv[1:], sep='\\n')"
    )
    command = ["sh", str(folder / "import.sh")]
    for arguments, database in (([], "neo4j"), (["my maps"], "my maps")):
        done = subprocess.run(
            [*command, *arguments], env={**os.environ, "NEO4J_ADMIN": said}, capture_output=True, text=True, check=True
        )
        where, *words = done.stdout.splitlines()
        assert (where, done.stderr) == (str(folder), "")
        assert words[:4] == ["database", "import", "full", database]
        named = [word.partition("=")[2] for word in words if word.startswith(("--nodes=", "--relationships="))]
        assert named == [file for file in files(part) if file.endswith(".csv")]


@pytest.mark.server
def test_the_real_tool_makes_the_map_of_it_and_wild_texts_too(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    part = one_of_each(graph, tries(150))
    home, password = tmp_path / "home", "for-this-test-only"
    folder = put(files(part), tmp_path / "files")
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").touch()
    (home / "password").write_text(password, "utf-8")
    (home / "lock").touch()  # by it the local server knows a home of its own
    java = f'exec "{java_command()}" -XX:TieredStopAtLevel=1 -cp "{server_jars()}/*" org.neo4j.cli.AdminTool "$@"'
    admin = program(tmp_path / "neo4j-admin", "#!/bin/sh", java)
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "NEO4J_ADMIN": admin}
    for command in (["sh", str(folder / "import.sh")], [admin, "dbms", "set-initial-password", password]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    server = local_server.start(home=home)
    try:
        with neo4j.GraphDatabase.driver(server.uri, auth=(server.username, password)) as driver:
            with driver.session() as session:
                for statement in (folder / "constraints.cypher").read_text("utf-8").splitlines():
                    session.run(statement).consume()  # by itself: some commit on their way
            labelled = driver.execute_query("MATCH (n) RETURN DISTINCT labels(n) AS l, n.loaded_by AS by").records
            constraints = driver.execute_query("SHOW CONSTRAINTS YIELD name RETURN name").records
        assert sorted(record["l"] for record in labelled) == sorted([node.name] for node in NODES)
        assert {record["by"] for record in labelled} == {OWNER}
        assert {f"{node.name.lower()}_id" for node in NODES} <= {record["name"] for record in constraints}
        with BoltStore(Target(uri=server.uri, username=server.username, password=password)) as store:
            held = graph_of(part_of(stored_graph(store)))
        assert local_server.stop(home)
    finally:
        local_server.stop(home)
    wanted = imported(part)
    wanted.nodes[part.edition["id"]]["loaded_at"] = None
    assert same(held, wanted)
