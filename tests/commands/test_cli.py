"""What people type, and what they get: answers on stdout, all else on stderr, and an exit status that tells."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from scoring import Score
from tries import some

from career_pathways.explorer.commands.main import COMMANDS, imported, main
from career_pathways.loader.errors import GraphReplaced
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries.answers import INFERENCE

HOUSING = "construction/housing-property-management-3"
QUESTIONS = [
    ["search", "tower crane"],
    ["show", HOUSING],
    ["next", HOUSING],
    ["next", "--level", "2", "--limit", "1"],
    ["next", "--level", "2", "--steps", "2", "--limit", "1", "--route", "construction"],
    ["path", "Butcher", "Retail management", "--route", "sales"],
    ["path", "Butcher", "Retail management", "--route", "sales", "--alternatives", "2"],
    ["before", "Registered nurse"],
    ["reach", "Commis chef"],
    ["reach", "Registered nurse", "--backwards", "--level", "4"],
    ["reach", "Commis chef", "--steps", "1"],
    ["compare", "Roofer", "Carpentry and joinery"],
    ["gaps", "--route", "catering"],
    ["gaps", "--figure", "level-two"],
    ["gaps", "--figure", "matrix", "--route", "catering"],
    ["shared", "--route", "construction"],
    ["query"],
    ["query", "dead-ends", "-p", "route=catering-and-hospitality"],
    ["query", "--cypher", "MATCH (r:Route) RETURN r.name AS name, r.line AS line ORDER BY line"],
]
OFFLINE = {"--steps", "path", "compare", "gaps", "search"} - {"next"}
"""What makes a question one that no Cypher asks."""

IDS = [" ".join(question)[:40] for question in QUESTIONS]


@pytest.fixture
def ask(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command on the store of the packaged document."""
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))

    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, list(arguments), input=stdin)

    return run


def told(result: Result) -> str:
    """What stands beside an answer, as one line."""
    return " ".join(result.stderr.split())


@pytest.mark.parametrize("question", QUESTIONS, ids=IDS)
def test_json_is_one_object_with_the_question_and_what_was_asked(ask: Any, question: list[str]) -> None:
    result = ask(*question, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    answer = json.loads(result.stdout)
    assert list(answer) == ["schema_version", "question", "cypher", "parameters", "results", "truncated", "notes"]
    assert answer["results"]
    assert all(isinstance(row, dict) for row in answer["results"])
    assert OFFLINE & set(question) or question == ["query"] or "MATCH" in answer["cypher"]


@pytest.mark.parametrize("question", QUESTIONS, ids=IDS)
def test_the_same_question_has_the_same_answer_in_the_same_order(ask: Any, question: list[str]) -> None:
    for form in some(((), ("--json",), ("--csv",)), fewest=1):
        assert ask(*question, *form).stdout == ask(*question, *form).stdout


def test_what_a_level_2_worker_can_progress_to_is_answered_by_route(ask: Any) -> None:
    answer = json.loads(ask("next", "--level", "2", "--limit", "0", "--json").stdout)
    assert not answer["truncated"]
    assert len({row["route"] for row in answer["results"]}) >= 10
    for row in answer["results"]:
        assert row["from_level"] == 2
        assert row["level"] is None or row["level"] > 2
    few = json.loads(ask("next", "--level", "2", "--limit", "3", "--json").stdout)
    by_route = [row["route"] for row in few["results"]]
    assert few["truncated"] and max(map(by_route.count, by_route)) == 3


def test_what_the_answer_for_a_level_leaves_out_is_said(ask: Any) -> None:
    notes = " ".join(json.loads(ask("next", "--level", "2", "--json").stdout)["notes"])
    assert "No occupation of level 2 is stated in: Creative and Design, Digital, Education and Childcare." in notes
    assert "The document holds no table of: Hair and Beauty." in notes
    assert re.search(r"\d+ of 789 occupations state no level", notes)
    ended = ask("next", "Senior housing/property management", "--route", "sales")
    assert "The same occupation goes on in Construction" in told(ended)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("plumber", "Plumbing and domestic heating technician"),
        ("team-leader/supervisor", "Team leader / supervisor"),
        ("able seafarer-deck", "Able seafarer - deck"),
        ("museum and galleries", "Museum & galleries technician"),
        ("REGISTERED NURSE (6)", "Registered nurse"),
        ("\uff2e\uff35\uff32\uff33\uff25 registered", "Registered nurse"),
        ("archiecture", "Digital and technology solution specialist"),
    ],
)
def test_search_finds_what_people_type(ask: Any, typed: str, found: str) -> None:
    assert found in [row["title"] for row in json.loads(ask("search", typed, "--json").stdout)["results"]]


def test_named_questions_take_names_and_say_what_they_do_not_know(ask: Any) -> None:
    assert "Funeral director" in ask("query", "dead-ends", "-p", "route=sales").stdout
    assert ask("query", "dead-ends", "-p", "route=nowhere").exit_code == 2
    assert ask("query", "next-steps", "-p", "id=nonsense").exit_code == 2
    assert ask("query", "cluster-occupations", "-p", "id=construction").exit_code == 2
    assert INFERENCE in told(ask("query", "next-steps", "-p", "id=Roofer"))


def test_csv_rounds_nothing(ask: Any) -> None:
    result = ask("query", "--cypher", "RETURN 123456.789 AS x, true AS y, 0.12345678 AS z", "--csv")
    assert result.stdout.splitlines() == ["x,y,z", "123456.789,true,0.12345678"]


def test_output_that_a_terminal_cannot_show_is_no_crash(built_store: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "career_pathways.explorer",
        "show",
        "Curator – exhibitions",
        "--store",
        str(built_store),
    ]
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "Curator – exhibitions" in result.stdout.decode("utf-8")


def test_a_full_disk_under_the_answer_is_an_error_and_no_traceback(built_store: Path) -> None:
    command = f"{sys.executable} -m career_pathways.explorer next --level 2 --json --store {built_store} > /dev/full"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "cannot write the answer: No space left on device" in result.stderr
    assert "Traceback" not in result.stderr


def test_questions_load_only_what_they_need(built_store: Path) -> None:
    code = (
        "import sys; from career_pathways.explorer.commands.main import main\n"
        "for asked in (['next', '--level', '2'], ['path', 'construction/roofer-2', 'construction/site-inspector']):\n"
        f"    try: main([*asked, '--json', '--store', {str(built_store)!r}])\n"
        "    except SystemExit: print(sorted({'rapidfuzz', 'networkx', 'bs4', 'rich', 'lxml'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_the_most_closely_related_comes_first(ask: Any) -> None:
    first = json.loads(ask("next", HOUSING, "--json").stdout)["results"][0]
    assert first["title"] == "Senior housing/property management"
    assert (first["basis"], first["cost"], first["level_gap"]) == ("same_row", 1, 1)


def test_views_of_progressions_say_once_that_they_are_inferred(ask: Any) -> None:
    for question in (
        ["next", HOUSING],
        ["path", "Butcher", "Retail management", "--route", "sales"],
        ["reach", HOUSING],
    ):
        result = ask(*question)
        assert told(result).count(INFERENCE) == 1
        assert INFERENCE not in result.stdout
        notes = json.loads(ask(*question, "--json").stdout)["notes"]
        assert sum(note.startswith(INFERENCE) for note in notes) == 1


def test_steps_ahead_name_what_lies_between(ask: Any) -> None:
    rows = json.loads(ask("next", "Commis chef", "--steps", "2", "--json").stdout)["results"]
    assert {row["steps"] for row in rows} <= {1, 2}
    rows = json.loads(ask("next", "Butcher", "--route", "sales", "--steps", "3", "--limit", "0", "--json").stdout)[
        "results"
    ]
    furthest = next(row for row in rows if row["title"] == "Retail management")
    assert (furthest["steps"], furthest["via"]) == (2, ["Retail manager"])


def test_a_path_gives_a_reason_for_each_step(ask: Any) -> None:
    command = ("path", "Butcher", "Retail management", "--route", "sales", "--by", "steps", "--json")
    rows = json.loads(ask(*command).stdout)["results"]
    assert [row["title"] for row in rows] == ["Retail manager", "Retail management"]
    up = "up 2 levels, to supervision or management, in the same part of the map"
    assert [row["reason"] for row in rows] == [
        f"{up}, passing over a step between; shared word: retail",
        "up 2 levels in the same trade; shared words: retail and manager",
    ]


def test_slips_of_the_pen_are_forgiven_and_said(ask: Any) -> None:
    result = ask("search", "towr crane", "--json")
    answer = json.loads(result.stdout)
    assert [row["title"] for row in answer["results"]] == ["Lifting technician"]
    assert answer["notes"] == ["No title has 'towr'; looked for 'tower', which may not be meant."]


def test_show_quotes_the_document(ask: Any) -> None:
    (row,) = json.loads(ask("show", "Lifting technician (2)", "--json").stdout)["results"]
    assert (row["line"], row["quote"]) == (
        193,
        "Lifting technician (2): Crawler crane operator Mobile crane operator Tower crane operator",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["show", "Rofer"], 2, r"no occupation 'Rofer'. Did you mean:\n  construction/roofer-2"),
        (["show", "Roofer", "--route", "digital"], 2, "no occupation 'Roofer' in the route digital"),
        (["show", "Roofer", "--level", "3"], 2, "no occupation 'Roofer' at level 3"),
        (["next", "Butcher"], 2, r"2 occupations are called 'Butcher'.*\n  engineering-and-manufacturing/butcher-2"),
        (["next", "Butcher", "--route", "xy"], 2, r"no route 'xy'. There are:\n  agriculture"),
        (["next", "Butcher", "--route", "c"], 2, "'c' begins the names of"),
        (["next"], 2, "Name an occupation, or a level"),
        (["next", "care", "worker", "--limit", "2"], 2, r'stand in quotes: \S+ next "care worker"'),
        (
            ["path", "care", "worker", "nurse"],
            2,
            r"argument \(nurse\)\. Words that belong together stand in quotes\.\n",
        ),
        (["next", "Butcher", "(2)"], 2, r'quotes: \S+ next "Butcher \(2\)"\n$'),
        (["next", "care", " worker  ", ""], 2, r'quotes: \S+ next "care worker"\n$'),
        (["next", "care", 'wor"ker'], 2, r"in quotes\.\n$"),
        (["next", "care", "$HOME"], 2, r"in quotes\.\n$"),
        (["next", "a" * 3_000, "b" * 3_000], 2, r"in quotes\.\n$"),
        (["gaps", "care"], 2, r"argument \(care\)\n"),
        (["next", "--level", "2,3"], 2, "pathways reach --from-level 2,3"),
        (["next", "--level", "2", "--in", "sales"], 2, "--in says which OCCUPATION"),
        (["next", "Roofer", "--level", "nine", "--route", "x"], 2, "9 is not in the range"),
        (["reach"], 2, "Name an occupation, or a set"),
        (["reach", "Butcher", "--route", "sales"], 2, "2 occupations are called 'Butcher'.*which with --in:"),
        (["reach", "Roofer", "--in", "sales"], 2, "no occupation 'Roofer' in the route sales"),
        (["reach", "Roofer", "--to-route", "digital"], 2, "Here --route says what may be"),
        (["reach", "Roofer", "--from-apprenticeship-only"], 2, "Here --apprenticeship-only says"),
        (["reach", "Roofer", "--to-cluster", "x"], 2, "Leave it out"),
        (["reach", "--to-level", "2", "--steps", "2"], 2, "--steps belongs to an OCCUPATION"),
        (["reach", "--to-level", "2", "--backwards"], 2, "--backwards belongs to an OCCUPATION"),
        (["reach", "--to-level", "2", "--in", "sales"], 2, "--in belongs to an OCCUPATION"),
        (["reach", "--from-level", "zero"], 2, "'zero' is not a level"),
        (["reach", "--to-route", "xy"], 2, "no route 'xy'"),
        (["reach", "--from-level", "2", "--to-route", ""], 2, "no route ''"),
        (["reach", "Butcher", "--in", ""], 2, "no route ''"),
        (["reach", "--to-column", "left"], 2, "'left' is not one of"),
        (["reach", "--from-cluster", "no such"], 2, "no cluster 'no such'"),
        (["query", "--in", "sales"], 2, "--in belongs to a named question"),
        (["next", "--level", "9"], 2, "9 is not in the range"),
        (["next", "Roofer", "--limit", "-1"], 2, "-1 is not in the range"),
        (["search", " "], 2, "at least one word"),
        (["path", "Roofer", "Roofer"], 2, "Name two occupations"),
        (["path", "Retail management", "Roofer"], 1, r"no path from .*\n  - nothing progresses from Retail management"),
        (["path", "Roofer", "Commis chef"], 1, r"no path from .*\n  - nothing progresses to Commis chef"),
        (["path", "Roofer", "Retail management"], 1, "no crossing leads from anything within reach into Sales"),
        (["query", "dead-end"], 2, "no question 'dead-end'. Did you mean 'dead-ends'"),
        (["query", "MATCH (n) RETURN n"], 2, r"no question 'MATCH .*\. Cypher of your own is for --cypher\."),
        (["query", "levels", "-p", "a=1", "-p", "a=2"], 2, "-p a= is given twice"),
        (["search", "roofer", "--store", ""], 2, "the name of the store is empty. Name one, or leave --store out"),
        (["build", ""], 2, "the name of the file is empty"),
        (["check", "--lookups", ""], 2, "the name of the file is empty"),
        (["query", "search", "-p", "text=fu\udcc3\udc9fpfleger"], 2, "a parameter holds a lone surrogate"),
        (["query", "next-steps"], 2, "next-steps needs the parameter 'id'"),
        (["query", "next-steps", "-p", "id"], 2, "'id' is not KEY=VALUE"),
        (["query", "next-steps", "-p", "it=x"], 2, "no parameter 'it'"),
        (["query", "-p", "id=x"], 2, "-p belongs to a question"),
        (["query", "routes", "--cypher", "RETURN 1"], 2, "not both"),
        (["query", "--cypher", "MATCH (n) DETACH DELETE n"], 2, "only reads the graph"),
        (["query", "--cypher", "LOAD CSV FROM 'file:///etc/hosts' AS row RETURN row"], 2, "only reads the graph"),
        (["query", "--cypher", "MATCH (o:Ocupation) RETURN o"], 2, "Occupation"),
        (["query", "--cypher", "RETURN $x AS x"], 2, r"the question has no value for \$x. Give it one with -p\."),
        (["build", "nowhere.txt"], 2, "nowhere.txt: No such file"),
        (["check", "--lookups", "nowhere.toml"], 2, "nowhere.toml"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_errors_say_what_is_wrong_and_the_cure(ask: Any, arguments: list[str], status: int, message: str) -> None:
    result = ask(*arguments)
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert re.search(message, result.stderr, re.DOTALL), result.stderr


def test_limits_say_what_they_left_out(ask: Any) -> None:
    answer = json.loads(ask("shared", "--limit", "2", "--json").stdout)
    assert answer["truncated"] and len(answer["results"]) == 2
    assert "--limit 0 shows all" in answer["notes"][-1]
    everything = json.loads(ask("shared", "--limit", "0", "--json").stdout)
    assert not everything["truncated"] and len(everything["results"]) > 2


def test_a_question_of_ones_own_comes_from_standard_input_and_keeps_to_its_limits(ask: Any) -> None:
    cypher = "MATCH (o:Occupation) WHERE o.level = $level RETURN o.id AS id ORDER BY id"
    answer = json.loads(ask("query", "--cypher", "-", "-p", "level=2", "--limit", "3", "--json", stdin=cypher).stdout)
    assert answer["truncated"] and len(answer["results"]) == 3
    assert answer["parameters"] == {"level": 2}


@pytest.mark.slow
def test_the_first_question_builds_the_store_of_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "new" / "pathways.kgl"
    monkeypatch.setattr("career_pathways.explorer.address.own_store", lambda: store)
    monkeypatch.delenv("PATHWAYS_STORE", raising=False)
    first = CliRunner().invoke(main, ["search", "roofer", "--csv"])
    assert first.exit_code == 0
    assert f"building {store} from the packaged document" in first.stderr
    assert "construction/roofer-2" in first.stdout
    assert CliRunner().invoke(main, ["search", "roofer", "--csv"]).stderr == ""


OF_A_STORE = [
    *(["search", "roofer"], ["show", "roofer"], ["next", "--level", "2"], ["before", "a"], ["path", "a", "b"]),
    *(["reach", "a"], ["compare", "a", "b"], ["gaps"], ["gaps", "--with", "changes.toml"], ["shared"]),
    *(["query", "routes"], ["query", "--cypher", "RETURN 1 AS x"], ["export", "-o", "x.json"], ["export", "--dry-run"]),
    *(["export", "--cypher", "MATCH (r:Route) RETURN r", "-o", "x.json"], ["editions"], ["editions", "--drop", "2026"]),
    *(["diff", "2017", "2026"], ["page", "-o", "x.html"], ["serve", "--port", "0"]),
    ["analyse", "reach"],
]


def test_every_command_that_asks_a_store_is_among_them() -> None:
    asking = {name for name in COMMANDS if any("--store" in option.opts for option in imported(name).params)}
    assert {question[0] for question in OF_A_STORE} == asking - {"build", "mcp"}  # which tells whoever asks a tool


@pytest.mark.parametrize("question", OF_A_STORE, ids=" ".join)
def test_a_store_that_is_named_and_missing_is_never_made(
    question: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    missing = ("maps.kgl", {}), ("", {"PATHWAYS_STORE": "maps.kgl"})
    for named, environment in missing:
        result = CliRunner().invoke(main, [*question, *(["--store", named] if named else [])], env=environment)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "Error: maps.kgl: no store. Make it with `pathways build --store maps.kgl`.\n"
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("leads", ["maps.kgl", "other.kgl", "elsewhere/none.kgl"])
@pytest.mark.parametrize(
    "command", [["search", "roofer"], ["query", "--cypher", "RETURN 1 AS x"], ["build", "maps.txt"]]
)
def test_a_link_that_leads_nowhere_is_no_store_and_stays_a_link(
    leads: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("maps.txt").write_text(
        "Occupational Map: Crafts\nMetal\tCluster: Smith <i>Shape.</i> Farrier (3) Welder (5)\n"
    )
    Path("maps.kgl").symlink_to(leads)
    Path("other.kgl").symlink_to("maps.kgl")
    result = CliRunner().invoke(main, [*command, "--store", "maps.kgl"])
    assert (result.exit_code, "maps.kgl: a link that leads nowhere" in result.stderr) == (1, True)
    assert Path("maps.kgl").readlink() == Path(leads)
    assert {file.name for file in tmp_path.iterdir()} == {"maps.kgl", "maps.txt", "other.kgl"}


@pytest.mark.slow
def test_building_twice_gives_the_same_bytes(tmp_path: Path, built_store: Path) -> None:
    store = tmp_path / "again.kgl"
    result = CliRunner().invoke(main, ["build", "--store", str(store), "--json"])
    assert result.exit_code == 0
    assert {"of": "Occupation", "count": 789} in json.loads(result.stdout)["results"]
    assert "lost: line 392: Hair and Beauty" in json.loads(result.stdout)["notes"][0]
    assert store.read_bytes() == built_store.read_bytes()


def test_build_and_shared_count_the_same_pairs(ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = json.loads(ask("shared", "--json", "--limit", "3").stdout)
    monkeypatch.delenv("PATHWAYS_STORE")
    document = tmp_path / "maps.txt"
    text = "Occupational Map: {}\nMetal\tCluster: Smith <i>Shape iron.</i> Farrier (3) Smith (2)\n"
    document.write_text(text.format("Crafts") + text.format("Trades"), "utf-8")
    store = str(tmp_path / "maps.kgl")
    built = json.loads(CliRunner().invoke(main, ["build", str(document), "--store", store, "--json"]).stdout)["results"]
    counts = {row["of"]: row["count"] for row in built}
    assert (counts["pairs across routes"], counts["SHARED_ACROSS_ROUTES"]) == (2, 4)
    of_these = json.loads(CliRunner().invoke(main, ["shared", "--store", store, "--json"]).stdout)
    assert len(of_these["results"]) == 2
    assert "2 pairs across routes, each of two SHARED_ACROSS_ROUTES relationships: 4." in of_these["notes"]
    assert "14 pairs across routes, each of two SHARED_ACROSS_ROUTES relationships: 28." in shared["notes"]


def test_a_build_that_fails_leaves_the_store_as_it_was(tmp_path: Path, built_store: Path) -> None:
    store = tmp_path / "pathways.kgl"
    store.write_bytes(built_store.read_bytes())
    other = tmp_path / "no-maps.txt"
    other.write_text("Nothing of the kind.\n", "utf-8")
    result = CliRunner().invoke(main, ["build", str(other), "--store", str(store)])
    assert (result.exit_code, "Is this the text of the occupational maps?" in result.stderr) == (1, True)
    assert store.read_bytes() == built_store.read_bytes()


@pytest.mark.slow
def test_the_catalogue_is_the_one_read_by_hand(gold: list[dict[str, Any]]) -> None:
    result = CliRunner().invoke(main, ["catalogue", "--json"])
    score = Score()
    score.add(gold, json.loads(result.stdout))
    assert score.differences == []
    assert result.stdout == CliRunner().invoke(main, ["catalogue"]).stdout
    entries = list(csv.DictReader(io.StringIO(CliRunner().invoke(main, ["catalogue", "--csv"]).stdout)))
    assert len(entries) == 807


def test_another_document_is_read_without_the_curated_readings(tmp_path: Path) -> None:
    document = tmp_path / "maps.txt"
    document.write_text(
        "Occupational Map: Crafts\nMetal\tCluster: Smith <i>Shape.</i> Farrier (3) Welder (5)\n", "utf-8"
    )
    report = json.loads(CliRunner().invoke(main, ["check", str(document), "--json"]).stdout)["results"]
    assert {row["kind"] for row in report} == {"characters owned", "level outside its column"}
    (outside,) = [row["finding"] for row in report if row["kind"] == "level outside its column"]
    assert outside == "Welder (5) in the column of levels 2 to 3"


def test_check_reports_on_the_reading() -> None:
    rows = json.loads(CliRunner().invoke(main, ["check", "--json"]).stdout)["results"]
    found = {(row["kind"], row["line"]) for row in rows}
    assert ("route without a table", 392) in found
    assert ("level outside its column", 457) in found
    kinds = [row["kind"] for row in rows]
    assert kinds == sorted(kinds, key=kinds.index), "each kind stands together"
    assert not {"characters without an owner", "characters owned twice"} & set(kinds)
    near = " ".join(row["finding"] for row in rows if row["kind"] == "near-duplicate titles")
    assert "Learning and devlopment consultant" in near


@pytest.mark.parametrize("name", ["a/" * 50_000, "\u0130" * 50_000], ids=lambda name: name[:2])
@pytest.mark.parametrize(
    "question",
    [["show"], ["search"], ["query"], ["export", "--dry-run", "--format"], ["gaps", "--route"]],
    ids=" ".join,
)
def test_a_name_of_any_length_is_refused_soon_and_on_a_screen(ask: Any, question: list[str], name: str) -> None:
    start = time.process_time()
    result = ask(*question, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr) < 2_000
    assert time.process_time() - start < 2


def test_every_command_has_help_with_an_example(ask: Any) -> None:
    assert re.search(r"Examples:\n +pathways", ask("-h").stdout)
    for name in main.commands:
        result = ask(name, "-h")
        assert re.search(r"Examples?:\n +pathways " + name, result.stdout), result.output


def test_ending_a_pipe_early_is_no_error(built_store: Path) -> None:
    command = (
        f"{sys.executable} -m career_pathways.explorer next --level 2 --limit 0 --csv --store {built_store} | head -1"
    )
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert result.stdout.startswith("from_id,")
    assert "Traceback" not in result.stderr


def test_a_command_asks_anew_where_a_load_replaced_the_graph_between_its_questions(
    built_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = 2
    answered = EmbeddedStore.run

    def run(self: EmbeddedStore, *asked: Any, **more: Any) -> Any:
        nonlocal replaced
        if "IN_CLUSTER" in asked[0] and replaced:  # the last question of `show`
            replaced -= 1
            raise GraphReplaced("replaced")
        return answered(self, *asked, **more)

    monkeypatch.setattr(EmbeddedStore, "run", run)
    command = ["show", "Lifting technician", "--csv", "--store", str(built_store)]
    assert "lifting-technician-2" in CliRunner().invoke(main, command).stdout
    replaced = 3
    given_up = CliRunner().invoke(main, command)
    assert (given_up.exit_code, given_up.stderr) == (1, "Error: replaced\n")


def test_a_load_without_a_server_is_a_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    result = CliRunner().invoke(main, ["load"])
    assert (result.exit_code, "Name the server with --to, or with NEO4J_URI" in result.stderr) == (2, True)
    result = CliRunner().invoke(main, ["load", "--to", str(tmp_path / "a.kgl")])
    assert (result.exit_code, "A file is made with `pathways build --store" in result.stderr) == (2, True)


def test_what_is_no_number_of_json_is_text(built_store: Path) -> None:
    command = ["query", "--cypher", "RETURN 1e308 * 10 AS x, [-1e308 * 10] AS y", "--json", "--store", str(built_store)]
    result = CliRunner().invoke(main, command)
    assert json.loads(result.stdout)["results"] == [{"x": "inf", "y": ["-inf"]}]


def test_a_command_that_is_named_asks_the_same_store(built_store: Path, tmp_path: Path, ask: Any) -> None:
    """Also where its name is one that a shell, and a template, would take for something else."""
    store = tmp_path / "our {route}.kgl"
    store.symlink_to(built_store)
    given = ["--store", str(store), "--edition", "2017"]
    named = re.findall("`(pathways .*?)`", ask("path", "Roofer", "Registered nurse", *given).stderr)
    assert named
    for command in named:
        asked, shown = shlex.split(command)[1:], ask(*shlex.split(command)[1:])
        assert (asked[-4:], shown.exit_code) == (given, 0), command
    assert "`pathways search`" in ask("show", "Astronaut").stderr
