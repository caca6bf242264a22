"""Answers as views: the same for every interface, each of which says notes in its own words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.gaps import gaps_view
from career_pathways.explorer.views.occupations import before_view, next_view, occupation_view, search_view, shared_view
from career_pathways.explorer.views.path import path_view
from career_pathways.explorer.views.query import query_view
from career_pathways.explorer.views.reach import compare_view, reach_view
from career_pathways.explorer.views.screen import Screen
from career_pathways.explorer.views.view import NEAREST_FIRST, ORDERS, View
from career_pathways.explorer.views.wording import MOVES, MOVES_BACK
from career_pathways.loader.errors import PYTHON
from career_pathways.queries.answers import INFERENCE, Note

HOUSING = "construction/housing-property-management-3"

VIEWS: dict[str, Callable[[Explorer], View]] = {
    "search": lambda explorer: search_view(explorer, "tower crane"),
    "occupation": lambda explorer: occupation_view(explorer, HOUSING),
    "next": lambda explorer: next_view(explorer, HOUSING),
    "next of a level": lambda explorer: next_view(explorer, levels=(2,), limit=1),
    "next, two steps": lambda explorer: next_view(explorer, levels=(2,), steps=2, route="construction"),
    "before": lambda explorer: before_view(explorer, "Registered nurse"),
    "path": lambda explorer: path_view(explorer, "Butcher", "Retail management", in_route="sales"),
    "reach": lambda explorer: reach_view(explorer, "Commis chef"),
    "reach in steps": lambda explorer: reach_view(explorer, "Commis chef", steps=1),
    "compare": lambda explorer: compare_view(explorer, "Roofer", "Carpentry and joinery"),
    "findings": lambda explorer: gaps_view(explorer, route="catering"),
    "level two": lambda explorer: gaps_view(explorer, "level-two"),
    "matrix": lambda explorer: gaps_view(explorer, "matrix"),
    "shared": lambda explorer: shared_view(explorer, route="construction"),
    "query": lambda explorer: query_view(explorer, "dead-ends", {"route": "catering"}),
    "query of a path": lambda explorer: query_view(
        explorer, "shortest-path", {"from": "Roofer", "to": "Plasterer (3)"}
    ),
}
"""One of each view that asks the map."""


@pytest.fixture(scope="module")
def explorer(built_store: Path) -> Iterator[Explorer]:
    with Explorer.open(built_store) as opened:
        yield opened


@pytest.mark.parametrize("name", VIEWS)
def test_every_row_has_the_columns_of_the_view_in_their_order(explorer: Explorer, name: str) -> None:
    view = VIEWS[name](explorer)
    assert view.rows
    assert {tuple(row) for row in view.rows} == {view.columns}
    assert set(view.table.shown if view.table else view.shown) <= set((view.table or view).columns)
    assert len({view.identity(row) for row in view.rows}) == len(view.rows) or name == "occupation"


@pytest.mark.parametrize("name", VIEWS)
def test_notes_and_legends_name_options_and_commands_only_in_the_words_of_an_interface(
    explorer: Explorer, name: str
) -> None:
    view = VIEWS[name](explorer)
    texts = [*(f"{note.fact} {note.advice}" if isinstance(note, Note) else note for note in view.notes), view.legend]
    assert not [text for text in texts if text and re.search(r"--[a-z]|`pathways", text)]
    for words in (PYTHON, COMMAND_LINE):
        assert not [note for note in view.notes_in(words) if re.search(r"\{\w+\}", note)]


@pytest.mark.parametrize("name", VIEWS)
def test_the_same_question_has_the_same_view(explorer: Explorer, name: str) -> None:
    one, other = VIEWS[name](explorer), VIEWS[name](explorer)
    assert (one.rows, one.columns, one.notes) == (other.rows, other.columns, other.notes)


@pytest.mark.parametrize("name", ["next", "path", "reach", "compare", "findings", "level two", "matrix"])
def test_views_of_progressions_say_once_that_they_are_inferred(explorer: Explorer, name: str) -> None:
    notes = VIEWS[name](explorer).notes_in(COMMAND_LINE)
    assert sum(note.startswith(INFERENCE) for note in notes) == 1


def test_a_limit_leaves_the_first_of_each_route_and_tells_what_is_cut(explorer: Explorer) -> None:
    whole, few = (next_view(explorer, levels=(2,), limit=limit) for limit in (0, 3))
    assert not whole.truncated and few.truncated
    by_route = [row["route"] for row in few.rows]
    assert max(map(by_route.count, by_route)) == 3
    firsts = {route: [row for row in whole.rows if row["route"] == route][:3] for route in dict.fromkeys(by_route)}
    assert list(few.rows) == [row for rows in firsts.values() for row in rows]
    cut_off = f"{len(few.rows):,} of {len(whole.rows):,} shown, {len(whole.rows) - len(few.rows):,} cut off;"
    assert few.notes_in(COMMAND_LINE)[-1] == f"{cut_off} --limit 0 shows all."
    assert few.notes_in(PYTHON)[-1] == f"{cut_off} `limit=None` shows all."


@pytest.mark.parametrize(("ask", "moves"), [(next_view, MOVES), (before_view, MOVES_BACK)])
def test_options_stand_by_move_each_heading_once_the_most_closely_related_first(
    explorer: Explorer, ask: Callable[..., View], moves: dict[str, str]
) -> None:
    for occupation in ("Butcher", "Retail manager", "Retail team leader"):
        view = ask(explorer, occupation, route="sales", limit=2)
        headings = [view.group(row) for row in view.rows]
        assert headings == sorted(headings, key=list(moves.values()).index)
        assert max(map(headings.count, headings), default=0) <= 2
        for heading in headings:
            relatedness = [row["relatedness"] for row in view.rows if view.group(row) == heading]
            assert relatedness == sorted(relatedness, reverse=True)


@pytest.mark.parametrize(
    "view",
    [
        lambda explorer: next_view(explorer, "Adult care worker", limit=0),
        lambda explorer: next_view(explorer, "Butcher", route="sales", steps=2, limit=0),
        lambda explorer: next_view(explorer, levels=(2,), limit=0),
        lambda explorer: next_view(explorer, levels=(2,), route="care", limit=0),
        lambda explorer: before_view(explorer, "Retail management", limit=0),
    ],
    ids=["groups", "steps ahead", "routes", "one route", "before"],
)
def test_the_note_on_the_order_says_how_the_steps_come(explorer: Explorer, view: Callable[[Explorer], View]) -> None:
    """They come by what the note names, and within that by relatedness."""
    shown = view(explorer)
    assert isinstance(shown.notes[0], str)
    told = shown.notes[0].removeprefix(f"{INFERENCE} ")
    column = {ORDERS["move"]: "move", ORDERS["route_name"]: "route_name", NEAREST_FIRST: ""}[told]
    places = list(MOVES) if column == "move" else sorted({row.get(column, "") for row in shown.rows})
    order = [(places.index(row.get(column, "")), -row["relatedness"]) for row in shown.rows]
    assert order == sorted(order)


def test_a_path_says_that_there_is_a_shorter_one_and_which_levels_it_takes(explorer: Explorer) -> None:
    notes = path_view(explorer, "Butcher", "Retail management", in_route="sales").notes_in(COMMAND_LINE)
    assert "The shortest way, 2 steps, goes by way of Retail manager; --by steps shows it." in notes
    shortest = path_view(explorer, "Butcher", "Retail management", in_route="sales", by="steps").notes_in(COMMAND_LINE)
    assert not [note for note in shortest if "shortest" in note]
    view = path_view(explorer, "Zoo keeper", "Zoo curator")
    assert view.text
    told = " ".join(" ".join(view.text(Screen(200))).split())
    assert "Zoo keeper: taken as level 5, like a foundation degree or HND (not stated: 4 or 5)" in told
    assert "Next level up in the same trade; shared word: zoo." in told
    assert "Zoo curator: taken as level 6, like a degree (not stated: 6 or 7)" in told


def test_what_users_write_is_never_read_as_a_place_of_a_template(explorer: Explorer, tmp_path: Path) -> None:
    changes = tmp_path / "{route}.toml"
    changes.write_text('[[add.progression]]\nfrom = "Roofer"\nto = "Retail manager"\nbecause = "{level}"\n', "utf-8")
    view = path_view(explorer, "Roofer", "Retail manager", changes=changes)
    assert any(note.startswith("Without {route}.toml: ") for note in view.notes_in(COMMAND_LINE))


@pytest.mark.slow
def test_views_import_neither_click_nor_rich() -> None:
    rooms = "data documents export gaps occupations path query reach view what_if wording"
    code = f"import sys; from career_pathways.explorer.views import {', '.join(rooms.split())}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"click", "rich"} & set(loaded)
