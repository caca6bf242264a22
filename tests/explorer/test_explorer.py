"""The explorer's commands on the map of 2017: conditions of a path, what leads here, gaps, what if."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from tries import some

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.wording import PARTS
from career_pathways.loader.errors import NoPathway, WrongParameter
from career_pathways.loader.graph.what_if import changed_graph
from career_pathways.loader.graph.what_if_file import Changes
from career_pathways.queries import whole_graph
from career_pathways.queries.ways import Ways

SALES = "sales-and-marketing-and-procurement"
BUTCHER, MANAGEMENT = f"{SALES}/butcher-2", f"{SALES}/retail-management-6"


@pytest.fixture
def ask(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return run


@pytest.fixture
def results(ask: Any) -> Any:
    def of(*arguments: str) -> list[dict[str, Any]]:
        answer = ask(*arguments, "--json")
        assert answer.exit_code == 0, answer.output
        rows: list[dict[str, Any]] = json.loads(answer.stdout)["results"]
        return rows

    return of


# Why a step is a step -----------------------------------------------------------------------------------


def test_a_path_says_of_each_step_its_levels_cluster_basis_words_and_line(ask: Any) -> None:
    def told(*more: str) -> str:
        shown = ask("path", "Butcher", "Retail management", "--route", "sales", "--by", "steps", *more).stdout
        return " ".join(shown.replace("│", "").split())

    plain = (
        "Butcher (2) → Retail management (6) 2 steps",
        "● Butcher: level 2, like GCSEs at grades 9 to 4; apprenticeship only",
        "line 499 of the document",
        "Up 2 levels",
        "shared word: retail",
        "● Retail manager: level 4, like a higher national certificate (HNC)",
        "● Retail management: level 6, with a degree",
    )
    numbers = (
        "2 steps, cost 2",
        "Specialist Retail Assistant, in the pathway Retail; line 499 of the document: “Butcher (2): Retail”",
        "the cluster Retail Manager stands in the next column, in the row of Specialist Retail Assistant",
        "shared words: retail; basis same_row (next column, same row), cost 1",
    )
    assert [part for part in plain if part not in told()] == []
    assert [part for part in numbers if part in told()] == []
    assert [part for part in (*plain, *numbers) if part not in told("--explain")] == []


def test_a_crossing_is_shown_as_one_and_costs_nothing(ask: Any) -> None:
    text = ask("path", f"{SALES}/butcher-2", "engineering-and-manufacturing/butcher-2").stdout
    assert "no steps, 1 crossing" in text
    assert "⇄  The same occupation, in another route: Engineering and Manufacturing." in text


def test_the_parts_of_relatedness_come_to_what_is_shown(results: Any) -> None:
    for command in (["next", "--level", "2"], ["before", "Registered nurse"], ["path", BUTCHER, MANAGEMENT]):
        for row in results(*command):
            assert round(sum(row[part] for part in PARTS), 4) == row["relatedness"]


@pytest.mark.parametrize("width", [40])
@pytest.mark.parametrize(
    "command",
    [["next", BUTCHER], ["path", BUTCHER, MANAGEMENT], ["reach", BUTCHER], ["gaps"], ["gaps", "--figure", "level-two"]],
    ids=" ".join,
)
def test_no_line_is_wider_than_the_terminal(ask: Any, monkeypatch: Any, command: list[str], width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = ask(*command).stdout
    assert text and max(map(len, text.splitlines())) <= width


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["search", "engineer"],
        ["show", "Chartered surveyor"],
        ["next", "--level", "3", "--route", "construction"],
        ["reach", BUTCHER],
        ["compare", BUTCHER, "Retailer"],
        ["gaps"],
        ["gaps", "--figure", "level-two"],
        ["query", "clusters", "-p", "route=catering"],
    ],
    ids=" ".join,
)
def test_no_letter_is_lost_however_narrow_the_terminal(ask: Any, monkeypatch: Any, command: list[str]) -> None:
    def letters(width: int) -> Counter[str]:
        """Without the ids below titles, which stand there where there is room for them."""
        monkeypatch.setenv("COLUMNS", str(width))
        text = ask(*command).stdout.replace("─", "")
        if command[0] in {"search", "show"}:
            text = re.sub(r"^ *[a-z-]+/\S+$", "", text, flags=re.MULTILINE)
        return Counter("".join(text.split()))

    whole = letters(1_000)
    for width in some((40, 60, 72, 80, 84, 92, 100, 112, 120), fewest=3):
        assert not whole - letters(width), width


# Conditions of a path -----------------------------------------------------------------------------------


def test_a_path_comes_by_way_of_what_is_asked_for(results: Any) -> None:
    rows = results("path", BUTCHER, MANAGEMENT, "--via", "Retail team leader")
    assert [row["title"] for row in rows] == ["Retail team leader", "Retail manager", "Retail management"]


def test_a_path_goes_round_what_it_is_to_avoid(results: Any) -> None:
    rows = results("path", BUTCHER, MANAGEMENT, "--avoid", f"{SALES}/retail-manager-4")
    assert rows[-1]["id"] == MANAGEMENT
    assert "Retail manager" not in {row["title"] for row in rows}


def test_all_that_are_as_short_are_counted_beyond_the_limit(ask: Any, results: Any) -> None:
    command = ("path", BUTCHER, MANAGEMENT, "--all", "--by", "steps", "--limit")
    every = {row["path"] for row in results(*command, "0")}
    assert {row["path"] for row in results(*command, "2")} == {1, 2}
    assert f"2 of {len(every)} shown, {len(every) - 2} cut off" in ask(*command, "2").stderr


def test_steps_of_one_basis_or_of_few_levels_only(results: Any) -> None:
    rows = results("path", BUTCHER, f"{SALES}/retail-manager-4", "--max-level-gap", "1")
    assert all((row["level_gap"] or 1) == 1 for row in rows) and len(rows) == 2
    rows = results("path", BUTCHER, f"{SALES}/advanced-butcher-3", "--only", "within_cluster")
    assert [row["basis"] for row in rows] == ["within_cluster"]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ["--via", "Retail manager (4)", "--avoid", f"{SALES}/retail/retail-manager"],
            2,
            "takes away. Leave out one of them",
        ),
        (["--avoid", "sales-and"], 2, "where the path begins"),
        (["--avoid", "Retail manager"], 2, "Name one by its id"),
        (["--avoid", "Retial manger"], 2, "Did you mean"),
        (["--via", "Nobody at all"], 2, "no occupation 'Nobody at all'"),
        (["--via", "Butcher"], 2, "where the path begins"),
        (["--all", "--alternatives", "2"], 2, "Leave one of them out"),
        (["--only", "luck"], 2, "'luck' is not one of"),
        (["--max-level-gap", "0"], 2, "0 is not in the range"),
        (["--only", "within_cluster"], 1, "without --only within_cluster there is one"),
        (["--avoid", f"{SALES}/retail/retail-manager"], 1, "without --avoid"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_conditions_that_cannot_be_kept_are_named(ask: Any, arguments: list[str], status: int, message: str) -> None:
    result = ask("path", "Butcher", "Retail management", "--route", "sales", *arguments)
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    assert message in result.stderr


# What leads here, and how far one gets ------------------------------------------------------------------


def test_what_leads_here_is_what_can_go_there(results: Any) -> None:
    for row in results("before", MANAGEMENT, "--limit", "0"):
        assert MANAGEMENT in {step["id"] for step in results("next", row["id"], "--limit", "0")}


def test_reach_keeps_to_a_level_a_route_and_a_number_of_steps(results: Any) -> None:
    everything = results("reach", BUTCHER, "--limit", "0")
    kept = results("reach", BUTCHER, "--level", "4", "--route", "engineering", "--limit", "0")
    assert kept == [r for r in everything if (r["level"], r["route"]) == (4, "engineering-and-manufacturing")] != []
    steps = {row["steps"] for row in results("reach", BUTCHER, "--steps", "2", "--limit", "0")}
    assert steps == {0, 1, 2}


def test_a_list_that_is_cut_says_how_much(ask: Any) -> None:
    total = len(json.loads(ask("reach", BUTCHER, "--limit", "0", "--json").stdout)["results"])
    assert (
        f"3 of {total} shown, {total - 3} cut off; --limit 0 shows all." in ask("reach", BUTCHER, "--limit", "3").stderr
    )


# Gaps ---------------------------------------------------------------------------------------------------


def test_each_gap_has_its_lines_and_each_figure_its_list(results: Any) -> None:
    assert all(row["lines"] for row in results("gaps", "--limit", "0"))
    for row in results("gaps", "--figure", "level-two"):
        assert len(row["cut_off"]) == row["own"] - row["own_reaching"]
    for row in results("gaps", "--figure", "matrix"):
        assert len(row["who"]) == row["reaching"] and bool(row["lines"]) == bool(row["who"])


# What if ------------------------------------------------------------------------------------------------

DIRECTOR = """
[[add.occupation]]
title = "Hospitality director"
level = 6
cluster = "Hospitality Manager"

[[add.progression]]
from = "Senior chef culinary arts (4)"
to = "Hospitality director (6)"
because = "head chefs do become directors"
"""


@pytest.fixture(autouse=True)
def changed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests here change the map of 2017: what follows from a file is inferred for the first that asks."""
    monkeypatch.setattr(whole_graph, "changed_graph", of_the_map)


KEPT: dict[Changes, nx.MultiDiGraph] = {}


def of_the_map(graph: nx.MultiDiGraph, changes: Changes, *understood: Any) -> nx.MultiDiGraph:
    if changes not in KEPT:
        KEPT[changes] = nx.freeze(changed_graph(graph, changes, *understood))
    return KEPT[changes]


@pytest.fixture
def director(tmp_path: Path) -> str:
    file = tmp_path / "director.toml"
    file.write_text(DIRECTOR, "utf-8")
    return str(file)


@pytest.mark.slow
def test_what_if_shows_what_is_new_and_leaves_the_store_alone(
    ask: Any, results: Any, director: str, built_store: Path
) -> None:
    before = built_store.read_bytes()
    (row,) = results("next", "Hospitality manager", "--with", director)
    assert (row["title"], row["what_if"]) == ("Hospitality director", "new")
    reached = {row["title"]: row["what_if"] for row in results("reach", "Commis chef", "--with", director)}
    assert (reached["Hospitality director"], reached["Chef de partie"]) == ("new", None)
    assert "1 occupation added" in ask("next", "Hospitality manager", "--with", director).stderr
    assert built_store.read_bytes() == before


@pytest.mark.slow
def test_a_path_over_a_hypothesis_gives_its_reason_and_says_what_there_is_without(ask: Any, director: str) -> None:
    result = ask("path", "Commis chef", "Hospitality director", "--with", director)
    assert "What if: head chefs do become directors." in " ".join(result.stdout.replace("│", "").split())
    assert "not in the document" in result.stdout
    assert "Without director.toml: the map has no catering-and-hospitality/hospitality-director-6." in result.stderr


@pytest.mark.slow
def test_gaps_that_close_are_gone_and_those_that_open_are_new(results: Any, director: str, tmp_path: Path) -> None:
    without_chefs = tmp_path / "without.toml"
    without_chefs.write_text("[[remove.occupation]]\nname = 'Senior chef culinary arts'\n", "utf-8")

    def changes(file: str) -> dict[tuple[str, str], str | None]:
        rows = results("gaps", "--route", "catering", "--limit", "0", "--with", file)
        return {(row["kind"], row["title"]): row["what_if"] for row in rows}

    assert changes(director)["dead end", "Hospitality manager"] == "gone"
    assert changes(director)["dead end", "Meeting, convention and event planner"] is None
    assert changes(str(without_chefs))["dead end", "Chef de partie"] == "new"


@pytest.mark.slow
def test_figures_show_what_differs_and_nothing_else(results: Any, tmp_path: Path) -> None:
    file = tmp_path / "retail.toml"
    file.write_text(
        "[[add.progression]]\nfrom = 'Hospitality manager'\nto = 'Retail management'\nbecause = 'both sell'\n", "utf-8"
    )

    def differing(figure: str, *columns: str) -> list[tuple[str, ...]]:
        rows = results("gaps", "--figure", figure, "--with", str(file))
        return [tuple(row[column] for column in columns) for row in rows if row["what_if"]]

    assert differing("level-two", "route", "what_if") == [(SALES, "changed")]
    assert differing("matrix", "origin", "destination") == [
        ("catering-and-hospitality", "catering-and-hospitality"),  # hospitality managers can go on there now
        ("catering-and-hospitality", SALES),
    ]


@pytest.mark.slow
def test_what_differs_is_never_cut(results: Any, director: str) -> None:
    for limit in ("1", "3"):
        rows = results("gaps", "--limit", limit, "--with", director)
        assert ("dead end", "Hospitality manager", "gone") in {(r["kind"], r["title"], r["what_if"]) for r in rows}
        same = [row["kind"] for row in rows if row["what_if"] is None]
        assert max(map(same.count, same)) == int(limit)


@pytest.mark.slow
def test_an_occupation_that_the_file_removes_is_not_another_of_its_name(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "without.toml"
    file.write_text(f"[[remove.occupation]]\nname = '{BUTCHER}'\n", "utf-8")
    for command in (["path", "Butcher", "Retail management"], ["next", "Butcher"], ["reach", "Butcher"]):
        result = ask(*command, "--in", "sales", "--with", str(file))
        assert result.exit_code == 2 and f"{BUTCHER} is one that the changes remove" in result.stderr
        result = ask(*command, "--with", str(file))  # the other one is meant now
        assert "2 occupations" not in result.stderr


@pytest.mark.slow
def test_an_occupation_can_be_given_another_level(results: Any, tmp_path: Path) -> None:
    file = tmp_path / "level.toml"
    file.write_text(
        "[[remove.occupation]]\nname = 'Roofer'\n"
        "[[add.occupation]]\ntitle = 'Roofer'\nlevel = 3\ncluster = 'Core Building Tradesperson'\n",
        "utf-8",
    )
    assert {row["from_level"] for row in results("path", "Roofer", "Site inspector", "--with", str(file))} == {3}


@pytest.mark.slow
def test_a_changed_level_jump_is_one_that_changed(results: Any, tmp_path: Path) -> None:
    file = tmp_path / "jump.toml"
    file.write_text("[[remove.occupation]]\nname = 'Conservation technician'\n", "utf-8")
    rows = results("gaps", "--route", "agriculture", "--limit", "0", "--with", str(file))
    jumps = [row["what_if"] for row in rows if (row["kind"], row["title"]) == ("level jump", "Arborist")]
    assert len(jumps) == 1


def test_no_path_on_a_changed_map_knows_the_changes(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "crossing.toml"
    file.write_text(
        "[[add.progression]]\nfrom = 'Hospitality manager'\nto = 'Marketing manager'\nbecause = 'both sell'\n", "utf-8"
    )
    said = ask("path", "Hospitality manager", "Retail management", "--with", str(file)).stderr
    assert "nothing progresses from Hospitality manager" not in said
    assert f"--with {file}`" in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[add.occupation]]\ntitle = 'X'\n", "bad.toml, [[add.occupation]] number 1"),
        ("title = \n", "bad.toml: not TOML: Invalid value (at line 1"),
        ("", "bad.toml"),
        ("about = 'x'\n" + "#\n" * 2000, "more than 1,000 lines"),
        ("[[add.progression]]\nfrom = 'Roofer'\nto = 'Butcher'\nbecause = 'a\u202eb'\n", "cannot be seen"),
        ("[[remove.occupation]]\nname = 'Rofer'\n", "Did you mean"),
    ],
)
def test_a_what_if_file_that_is_wrong_is_named_with_its_place(
    ask: Any, tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text, "utf-8")
    result = ask("next", BUTCHER, "--with", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_what_if_file_that_is_not_there_is_named(ask: Any, tmp_path: Path) -> None:
    result = ask("gaps", "--with", str(tmp_path / "none.toml"))
    assert result.exit_code == 2 and "No such file" in result.stderr


# From Python --------------------------------------------------------------------------------------------


def test_a_map_in_memory_answers_as_the_store_does(built_store: Path, graph: nx.MultiDiGraph) -> None:
    with Explorer.open(built_store) as stored, Explorer.of(graph) as built:
        for explorer in (stored, built):
            assert explorer.occupation("Butcher", in_route="sales").id == BUTCHER
        assert stored.next(BUTCHER).rows == built.next(BUTCHER).rows
        assert stored.path(BUTCHER, MANAGEMENT) == built.path(BUTCHER, MANAGEMENT)
        assert stored.reach(BUTCHER).rows == built.reach(BUTCHER).rows
        assert stored.compare(BUTCHER, "Roofer").rows == built.compare(BUTCHER, "Roofer").rows
        with pytest.raises(NoPathway) as one:
            stored.path("Roofer", BUTCHER)
        with pytest.raises(NoPathway) as other:
            built.path("Roofer", BUTCHER)
        assert str(one.value) == str(other.value)


def test_why_there_is_no_path_is_said_alike_with_and_without_the_graph_in_memory(
    built_store: Path, graph: nx.MultiDiGraph
) -> None:
    with Explorer.open(built_store) as stored, Explorer.of(graph) as built:
        ids = sorted(o.id for o in stored.names.occupations)
        told = set()
        for one, other in some(list(zip(ids[::9], ids[5::9], strict=False)), fewest=30):
            texts = []
            for explorer in (stored, built):
                try:
                    explorer.path(one, other)
                except NoPathway as error:
                    texts.append(str(error))
            assert len(set(texts)) <= 1
            told |= {text.splitlines()[1][:12] for text in texts}
        assert len(told) >= 4 and type(stored.ways) is Ways


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"via": "Butcher"}, r"via 'Butcher': not a list of names"),
        ({"avoid": [None]}, "not a list of names"),
        ({"limit": 0, "choice": "shortest"}, "limit 0: a number of paths, 1 or more"),
        ({"limit": -1, "choice": "alternatives"}, "limit -1: a number of paths, 1 or more"),
        ({"max_level_gap": 1.5}, "a level gap of at most 1.5"),
        ({"max_level_gap": 0}, "a level gap of at most 0"),
        ({"by": "luck"}, "luck"),
        ({"choice": "some"}, "one of best, shortest, alternatives"),
    ],
    ids=str,
)
def test_conditions_that_are_none_are_named(built_store: Path, wanted: dict[str, Any], message: str) -> None:
    with Explorer.open(built_store) as explorer, pytest.raises(WrongParameter, match=message):
        explorer.paths(BUTCHER, MANAGEMENT, **wanted)
