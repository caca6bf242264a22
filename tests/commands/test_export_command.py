"""`pathways export`: what people type, what is written, and what is said where it cannot be."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from career_pathways.explorer.commands.main import main
from career_pathways.exports.registry import FORMATS
from career_pathways.queries.answers import INFERENCE


@pytest.fixture
def run(built_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs `pathways export` in an empty folder, on the store of the packaged document."""
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["export", *arguments])

    return invoke


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "mermaid"])
def test_a_map_is_written_in_each_format_and_told(run: Any, name: str, tmp_path: Path) -> None:
    """All of it in one, a route in the others: each module of a format reads the whole map back."""
    form = FORMATS[name]
    choice = [] if name == "csv" else ["--route", "construction"]
    result = run(*choice, "-o", f"map{form.ending}", *([] if form.ending else ["--format", name]))
    assert result.exit_code == 0, result.output
    listed = [line.split()[0] for line in result.stdout.splitlines()[2:]]
    place = tmp_path if form.ending else tmp_path / "map"
    assert sorted(listed) == sorted(file.name for file in place.iterdir())
    assert ("789 Occupation" if name == "csv" else "93 Occupation") in result.stderr
    assert " ".join(result.stderr.split()).count(INFERENCE) == 1


def test_a_dry_run_counts_and_writes_nothing(run: Any, tmp_path: Path) -> None:
    result = run(
        "--route", "hair", "--route", "catering", "--only", "Route", "--only", "IN_ROUTE", "--dry-run", "-o", "x.json"
    )
    assert result.exit_code == 0, result.output
    assert [line.split() for line in result.stdout.splitlines()[2:]] == [["Route", "2"]]
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_one_of_the_part_that_was_chosen(run: Any, tmp_path: Path) -> None:
    assert run("--route", "construction", "--level", "2", "--level", "3", "-o", "part.csv").exit_code == 0
    with (tmp_path / "part-nodes.csv").open(encoding="utf-8", newline="") as file:
        levels = {row["level"] for row in csv.DictReader(file) if row["label"] == "Occupation"}
    manifest = json.loads((tmp_path / "part.csv.manifest.json").read_text("utf-8"))
    assert (levels, manifest["chosen"]) == ({"2", "3"}, {"route": ["construction"], "level": [2, 3]})


def test_a_dash_is_standard_output_and_nothing_but_the_export(run: Any, tmp_path: Path, graph: nx.MultiDiGraph) -> None:
    result = run("--path", "Butcher", "Retail management", "--route", "sales", "--format", "json", "-o", "-")
    assert (result.exit_code, result.stderr) == (0, "")
    found = nx.node_link_graph(json.loads(result.stdout), edges="edges")
    titles = [graph.nodes[node]["title"] for node, label in found.nodes(data="label") if label == "Occupation"]
    assert sorted(titles) == ["Advanced butcher", "Butcher", "Retail management", "Retail manager"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_dry_run_says_what_the_format_would_not_take(run: Any) -> None:
    assert "In csv it would have" in run("--dry-run", "-o", "map.csv").stderr
    assert run("--dry-run", "-o", "map.mmd").exit_code == 2
    assert run("--dry-run", "--format", "bogus").exit_code == 2
    assert run("--dry-run", "--format", "graphml", "--spreadsheet-safe").exit_code == 2


def test_what_a_choice_leaves_out_is_said(run: Any, tmp_path: Path) -> None:
    result = run("--level", "2", "--level", "3", "-o", "map.json")
    assert "388 of 789 occupations state no level, and are left out like those of others." in result.stderr
    manifest = json.loads((tmp_path / "map.json.manifest.json").read_text("utf-8"))
    assert manifest["left_out"] == ["388 of 789 occupations state no level, and are left out like those of others."]
    result = run("--path", "Butcher", "Retail management", "--route", "engineering", "--dry-run")
    assert "the other conditions leave out 3 of 5: " in " ".join(result.stderr.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--only", "Route"], "No relationship is left, only 15 nodes."),
        (["--only", "Edition"], "No relationship is left, only 1 node."),
        (["--query", "routes"], "No relationship is left, only 16 nodes."),
        (["--shared", "--route", "sales", "--only", "SHARED_ACROSS_ROUTES"], "No relationship is left, only "),
        (["--cypher", "MATCH (r:Route) RETURN r"], "The statement returned no relationship, only 15 nodes."),
        (
            ["--cypher", "MATCH p = (:Route)<--() RETURN p", "--only", "Route"],
            "No relationship is left, only 14 nodes.",
        ),
    ],
)
def test_a_choice_that_leaves_no_relationship_says_so(
    run: Any, arguments: list[str], says: str, tmp_path: Path
) -> None:
    assert says in run(*arguments, "--dry-run").stderr
    assert says in run(*arguments, "-o", "-", "--format", "json").stderr
    assert says in run(*arguments, "-o", "map.json").stderr
    assert says in json.loads((tmp_path / "map.json.manifest.json").read_text("utf-8"))["left_out"][0]
    assert "relationship" not in run("--only", "Route", "--only", "Pathway", "--dry-run").stderr


@pytest.mark.parametrize("option", ["--in", "--route"])
def test_a_route_tells_namesakes_apart_in_a_question_too(run: Any, option: str) -> None:
    result = run("--query", "occupation", "-p", "id=Butcher", option, "sales", "--only", "Occupation", "--dry-run")
    assert [line.split() for line in result.stdout.splitlines()[2:]] == [["Occupation", "1"]], result.output


@pytest.mark.parametrize("target", ["-", "part.json"])
def test_quiet_leaves_out_the_notes(run: Any, target: str) -> None:
    choice = ["--around", "brickie", "--level", "2", "-o", target, "--format", "json"]
    quiet, told = run("-q", *choice), run(*choice, "--force")
    assert (quiet.exit_code, quiet.stderr, quiet.stdout) == (0, "", told.stdout)
    assert "'brickie' is taken to mean Bricklayer (2), Construction." in told.stderr
    assert "1 of 6 occupations states no level, and is left out like those of others." in told.stderr


def test_several_paths_are_one_part(run: Any) -> None:
    paths = [("Butcher", "Retail manager"), ("Retail manager", "Retail management")]
    arguments = [text for path in paths for text in ("--path", *path)]
    result = run(*arguments, "--route", "sales", "--only", "occupation", "--dry-run")
    assert ["Occupation", "4"] in [line.split() for line in result.stdout.splitlines()], result.output


BUTCHER_UP = ["--path", "Butcher", "Retail management", "--in", "sales"]


def texts(svg: str, kind: str) -> list[str]:
    """What stands in each text of a class."""
    found = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return [" ".join(span.text or "" for span in text) for text in found if text.get("class") == kind]


def test_the_picture_of_a_path_shows_its_steps_and_no_other_progression(run: Any) -> None:
    svg = run(*BUTCHER_UP, "-o", "-", "--format", "svg").stdout
    assert texts(svg, "heading") == ["Butcher (2) → Retail management (6): 3 steps"]
    assert texts(svg, "title") == ["Butcher", "Advanced butcher", "Retail manager", "Retail management"]
    assert svg.count('class="step"') == 3
    assert "6 PROGRESSES_TO" in " ".join(run(*BUTCHER_UP, "-o", "part.svg").stderr.split())


def test_several_paths_are_drawn_one_below_the_other_and_a_condition_more_draws_the_part(run: Any) -> None:
    two = run(*BUTCHER_UP, "--path", "Commis chef", "Chef de partie", "-o", "-", "--format", "svg")
    numbers = [heading.partition(":")[0] for heading in texts(two.stdout, "heading")]
    assert numbers == ["Path 1 of 2", "Path 2 of 2"], two.output
    assert 'class="cluster"' in run(*BUTCHER_UP, "--level", "2", "-o", "-", "--format", "svg").stdout


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (BUTCHER_UP, "the best path from Butcher (2) to Retail management (6)"),
        (["--around", "Commis chef", "--steps", "2"], "what lies within 2 steps of Commis chef (2)"),
        (["--route", "catering", "--only", "Occupation"], "the route Catering and Hospitality; nothing but Occupation"),
        (["--route", "catering", "--level", "2", "--level", "3"], "the route Catering and Hospitality; levels 2 and 3"),
        (["--query", "next-steps", "-p", "id=Commis chef"], "what the question next-steps names of id Commis chef (2)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_foot_of_a_picture_says_what_was_chosen_in_words(run: Any, choice: list[str], words: str) -> None:
    result = run(*choice, "-o", "-", "--format", "svg")
    foot = texts(result.stdout, "text" if choice == BUTCHER_UP else "reason")
    assert f"Shown: {words}" in foot
    assert {line.partition(":")[0] for line in foot} >= {"Edition", "Source", "Licence", "Note", "Made by"}
    assert not any("SHA" in line or '"' in line for line in foot)


def test_the_parameters_of_a_question_are_given_as_elsewhere(run: Any) -> None:
    result = run("--query", "next-steps", "-p", "id=Butcher (2)", "--dry-run")
    assert result.exit_code == 2
    assert "occupations are called 'Butcher'" in result.stderr
    result = run("--query", "dead-ends", "-p", "route=catering-and-hospitality", "--dry-run")
    assert ["Occupation", "3"] in [line.split() for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ([], 2, "Name a file with -o, - for standard output, or count only with --dry-run."),
        (["-o", "map.doc"], 2, "its ending does not say a format"),
        (["-o", "", "--format", "svg", "--force"], 2, "the name of the file is empty"),
        (["-o", "map.svg/"], 2, "map.svg: a folder. Name a file in it."),
        (["-o", "/dev/full", "--format", "json", "--force"], 2, "a device or a pipe. Name a file, or - for standard"),
        (["-o", "-"], 2, "standard output has no ending that says a format. Name one with --format"),
        (["-o", "map.json", "--query", ""], 2, "no question ''"),
        (["-o", "map.json", "--cypher", ""], 2, "the question is empty"),
        (["-o", "map.json", "--query", "routes", "--query", "dead-ends"], 2, "One question at a time"),
        (["-o", "map.json", "--query", "routes", "--cypher", "MATCH (n) RETURN n"], 2, "One question at a time"),
        (["-o", "-", "--format", "json", "--spreadsheet-safe"], 2, "only CSV"),
        (["-o", "-", "--format", "csv"], 2, "csv is several files"),
        (["-o", "map.json", "--format", "yaml"], 2, "no format 'yaml'"),
        (["-o", "nowhere/map.json"], 2, "nowhere: no such folder. Make it"),
        (["-o", "map.json", "--spreadsheet-safe"], 2, "only CSV"),
        (["-o", "map.mmd"], 2, "500"),
        (["-o", "map.json", "--route", "no-such"], 2, "no route 'no-such'"),
        (["-o", "map.json", "--pathway", "Retale"], 2, "Did you mean:\n  sales-and-marketing-and-procurement/retail"),
        (["-o", "map.json", "--cluster", "Retail Manger"], 2, "retail-manager"),
        (["-o", "map.json", "--around", "Roofer"], 0, ""),
        (["-o", "map.json", "--around", "Rofer"], 2, "Did you mean"),
        (["-o", "map.json", "--steps", "2"], 2, "around"),
        (["-o", "map.json", "--level", "9"], 2, "9 is not in the range"),
        (["-o", "map.json", "--path", "Senior chef culinary arts", "Roofer"], 1, "no path"),
        (["-o", "map.json", "--path", "Roofer"], 2, "requires 2 arguments"),
        (["--next"], 2, "No such option '--next'.\n"),
        (["--routs", "x"], 2, "No such option '--routs'. Did you mean '--route'?"),
        (["-o", "map.json", "--query", "deadends"], 2, "Did you mean 'dead-ends'"),
        (["-o", "map.json", "--query", "levels"], 2, "names no node"),
        (["-o", "map.json", "-p", "x=1"], 2, "-p belongs to a question"),
        (["-o", "map.json", "--cypher", "MATCH (n) DETACH DELETE n"], 2, "DETACH"),
        (["-o", "map.json", "--cypher", "MATCH (o:Occupation) RETURN o.title AS t"], 2, "no node and no relationship"),
        (["-o", "map.json", "--only", "Job"], 2, "'Job' is not one of"),
        (["-o", "map.json", "--level", "7", "--route", "hair"], 2, "nothing of the map keeps all of this"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_said(run: Any, arguments: list[str], status: int, says: str, tmp_path: Path) -> None:
    result = run(*arguments)
    assert (result.exit_code, says in result.stderr) == (status, True), result.output
    assert result.stdout == "" or status == 0
    assert bool(list(tmp_path.iterdir())) == (status == 0)


def test_a_file_that_is_there_stays(run: Any, tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text("mine")
    result = run("-o", "map.json")
    assert (result.exit_code, "map.json: there already" in result.stderr) == (2, True)
    assert (tmp_path / "map.json").read_text() == "mine"
    assert run("-o", "map.json", "--force").exit_code == 0


def test_a_source_gives_what_a_store_of_it_gives_and_needs_none(run: Any, today: Path, tmp_path: Path) -> None:
    assert run("--from", "2026", "-o", "source.csv", "--store", "").exit_code == 2
    assert run("--from", "2026", "-o", "source.csv").exit_code == 0
    assert run("--store", str(today), "-o", "store.csv").exit_code == 0
    for table in ("nodes", "relationships"):
        source, store = ((tmp_path / f"{name}-{table}.csv").read_bytes() for name in ("source", "store"))
        assert source == store


@pytest.mark.parametrize(
    "choice", [("--route", "x"), ("--steps", "2"), ("--cypher", "RETURN 1"), ("--edition", "2026")]
)
def test_a_source_is_written_whole(run: Any, choice: tuple[str, ...]) -> None:
    result = run("--from", "2026", "-o", "source.csv", *choice)
    assert (result.exit_code, "all of one source" in result.output) == (2, True)


def command(*arguments: str, store: Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    line = [sys.executable, "-m", "career_pathways.explorer", "export", *arguments, "--store", str(store)]
    return subprocess.run(line, check=False, stderr=subprocess.PIPE, **more)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_an_error_that_names_it(built_store: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = command("-o", "-", "--format", "json", store=built_store, stdout=full, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (1, b"Error: cannot write the answer: No space left on device\n")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="a terminal that is closed")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.slow
def test_a_signal_leaves_nothing_behind(name: str, built_store: Path, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "career_pathways.explorer", "export", "-o", "map.png", "--store", str(built_store)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        while process.poll() is None and not list(tmp_path.iterdir()):  # until the temporary file is there
            time.sleep(0.01)
        process.send_signal(getattr(signal, name))
        process.communicate(timeout=60)
    assert process.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_has_enough_is_no_error(built_store: Path, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "career_pathways.explorer", "export", "-o", "-", "--format", "json"]
    with subprocess.Popen(
        [*line, "--store", str(built_store)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.read(9) == b'{"directe'
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.server
def test_both_stores_give_the_same_bytes(neo4j_target: Any, graph_of_few: nx.MultiDiGraph, tmp_path: Path) -> None:
    from career_pathways.explorer.explorer import Explorer
    from career_pathways.exports.files import export
    from career_pathways.loader.stores.embedded import EmbeddedStore
    from career_pathways.loader.stores.neo4j.store import BoltStore

    cypher = (
        "MATCH p = (a:Occupation {level: 2})-[:PROGRESSES_TO]->(b) WHERE b.route = 'construction' RETURN p, [a] AS l"
    )
    choices: list[dict[str, Any]] = [
        {},  # first, while nothing is in memory: the rows of all others are read from the graph
        {"routes": ["construction"], "levels": [2]},
        {"around": ["Roofer"], "steps": 2},
        {"shared": True, "only": ["Occupation"]},
        {"query": "dead-ends"},
        {"cypher": cypher},
    ]
    with BoltStore(neo4j_target) as server, EmbeddedStore(tmp_path / "few.kgl") as embedded:
        for store in (server, embedded):
            store.replace(graph_of_few)
        file = Explorer(embedded)
        maps = {"server": Explorer(server), "file": file}
        for i, wanted in enumerate(choices):
            written = {
                export(map_.part(**wanted), tmp_path / f"{kind}-{i}.json")[0].sha256 for kind, map_ in maps.items()
            }
            assert len(written) == 1, wanted
