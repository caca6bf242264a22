"""What a command imports before it answers: what it needs, and nothing that only other commands need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from career_pathways import __version__
from career_pathways.explorer.commands.main import COMMANDS, imported, main

HERE = "career_pathways.explorer.commands"
ROOFER = "construction/roofer-2"


def modules_of(*arguments: str, **environment: str) -> set[str]:
    """All modules that a process has imported at the end of a command."""
    code = (
        "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
        f"from {HERE}.main import main; main({list(arguments)!r}, prog_name='pathways')"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert result.stdout
    return set(result.stderr.split())


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("limit", [20, 45, 90, 200])
def test_the_help_of_all_says_of_a_command_what_the_command_says_of_itself(name: str, limit: int) -> None:
    assert main.commands[name].get_short_help_str(limit) == imported(name).get_short_help_str(limit)
    assert imported(name).name == name


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["-h"], {}),
        (["--version"], {}),
        ([], {"_PATHWAYS_COMPLETE": "bash_complete", "COMP_WORDS": "pathways ne", "COMP_CWORD": "1"}),
    ],
    ids=["help", "version", "completion"],
)
def test_help_version_and_completion_of_commands_import_no_more_than_click(
    arguments: list[str], environment: dict[str, str]
) -> None:
    modules = modules_of(*arguments, **environment)
    own = {name for name in modules if name.startswith("career_pathways")}
    assert own - {f"{HERE}.completion"} == {"career_pathways", "career_pathways.explorer", HERE, f"{HERE}.main"}
    assert (f"{HERE}.completion" in own) == bool(environment)
    assert not {"dataclasses", "importlib.metadata", "kglite", "neo4j", "networkx", "rich"} & modules


def test_the_next_steps_of_an_occupation_import_only_what_answers_them(built_store: Path) -> None:
    modules = modules_of("next", ROOFER, "--json", "--store", str(built_store))
    assert not {"bs4", "neo4j", "networkx", "rapidfuzz", "rich"} & modules
    assert {name for name in modules if name.startswith(HERE)} == {
        HERE,
        *(f"{HERE}.{name}" for name in ("main", "options", "occupations", "command_line")),
    }


def test_the_version_is_that_of_the_package() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "career_pathways.explorer", "--version"], capture_output=True, text=True, check=True
    )
    assert result.stdout == f"pathways, version {__version__}\n"
