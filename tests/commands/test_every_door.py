"""Every command understands a name in the same way, says what it took it for, and offers a choice on a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from career_pathways.explorer.commands import options
from career_pathways.explorer.commands.main import main

PLUMBER = "'plumber' is taken to mean Plumbing and domestic heating technician (3), Construction."

DOORS = [
    *(["show", "X"], ["next", "X"], ["before", "X"], ["reach", "X"], ["compare", "X", "Roofer"]),
    *(["path", "X", "Facilities manager"], ["path", "Roofer", "Site inspector", "--avoid", "X"]),
    ["path", "Building services engineering installer", "Facilities manager", "--via", "X"],
    *(["export", "--around", "X", "--dry-run"], ["export", "--path", "X", "Facilities manager", "--dry-run"]),
    *(["export", "--query", "next-steps", "-p", "id=X", "--dry-run"], ["query", "next-steps", "-p", "id=X"]),
    pytest.param(["next", "X", "--with", "changes.toml"], marks=pytest.mark.slow),
    pytest.param(["gaps", "--with", "remove-X.toml"], marks=pytest.mark.slow),
]
"""Where the name of an occupation is taken."""


@pytest.fixture
def ask(built_store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    monkeypatch.chdir(tmp_path)
    Path("changes.toml").write_text(
        '[[add.progression]]\nfrom = "Hospitality manager"\nto = "Retail management"\nbecause = "both sell"\n'
    )
    for name in ("plumber", "carpenter"):
        Path(f"remove-{name}.toml").write_text(f'[[remove.occupation]]\nname = "{name}"\n')

    def run(door: list[str], name: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, [word.replace("X", name) for word in door], input=typed)

    return run


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(options, "sys", SimpleNamespace(stdin=terminal, stderr=terminal))


@pytest.mark.parametrize("door", DOORS)
def test_every_door_takes_a_name_for_its_only_answer_and_says_so_beside_it(ask: Any, door: list[str]) -> None:
    found = ask(door, "plumber")
    assert (found.exit_code, PLUMBER in found.stderr.replace("\n", " ")) == (0, True)
    assert PLUMBER not in found.stdout


@pytest.mark.parametrize("door", DOORS)
def test_every_door_lists_the_answers_where_there_are_several(ask: Any, door: list[str]) -> None:
    found = ask(door, "carpenter")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "2 occupations answer 'carpenter'" in found.stderr
    assert "construction/advanced-carpentry-and-joinery-3" in found.stderr


@pytest.mark.usefixtures("on_a_terminal")
@pytest.mark.parametrize("door", DOORS[:-1])
def test_on_a_terminal_every_door_asks_once_which_one_is_meant(ask: Any, door: list[str]) -> None:
    found = ask(door, "carpenter", typed="2\n")
    assert found.stderr.count("Which one?") == 1
    assert found.exit_code in {0, 1}  # 1: there may be no path from it


@pytest.mark.usefixtures("on_a_terminal")
def test_nobody_chooses_among_more_than_a_screen_holds(ask: Any) -> None:
    found = ask(["next", "X"], "technology")
    assert (found.exit_code, "Which one?" in found.stderr) == (2, False)
    assert "more" in found.stderr


def test_what_the_map_lacks_is_told_at_every_door(ask: Any) -> None:
    for door in (
        ["next", "X"],
        ["path", "Roofer", "Site inspector", "--avoid", "X"],
        ["export", "--around", "X", "--dry-run"],
    ):
        assert "Hair and Beauty (line 392)" in ask(door, "hairdresser").stderr, door


def test_notes_of_names_are_in_json_and_leave_a_csv_alone(ask: Any) -> None:
    door = ["query", "next-steps", "-p", "id=X"]
    assert json.loads(ask([*door, "--json"], "plumber").stdout)["notes"][0] == PLUMBER
    assert PLUMBER not in ask([*door, "--csv"], "plumber").stdout
    assert ask([*door, "--csv", "--quiet"], "plumber").stderr == ""
