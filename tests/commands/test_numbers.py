"""Every number that a command takes has a range, and what lies outside of it is a misuse that names it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from career_pathways.explorer.commands.main import COMMANDS, imported, main


def leaves(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        for name, sub in command.commands.items():
            yield from leaves(sub, *path, name)
    else:
        yield path, command


LEAVES = [leaf for name in COMMANDS for leaf in leaves(imported(name), name)]
NUMBERS = [
    (path, command, option)
    for path, command in LEAVES
    for option in command.params
    if isinstance(option.type, click.types.IntParamType | click.types.FloatParamType)
]
"""After pallets/click#3347: nan is in every range of click's."""


def required(command: click.Command) -> list[str]:
    """What a command wants besides, as a shell has it."""
    wanted = [param for param in command.params if param.required]
    options = [f"{param.opts[0]}=x" for param in wanted if isinstance(param, click.Option)]
    options += ["-o", "x.csv"] if command.name == "export" else []  # without which no map is asked
    return [*options, *(_value(param) for param in wanted if isinstance(param, click.Argument))]


def _value(argument: click.Argument) -> str:
    return str(argument.type.choices[0]) if isinstance(argument.type, click.Choice) else "x"


def test_every_command_was_looked_at() -> None:
    assert {path[0] for path, _ in LEAVES} == set(COMMANDS)
    assert {path[0] for path, _, _ in NUMBERS} >= {"next", "path", "reach", "export", "query", "gaps", "search"}


@pytest.mark.parametrize(
    ("path", "command", "option"), NUMBERS, ids=[f"{' '.join(p)} {o.opts[0]}" for p, _, o in NUMBERS]
)
def test_a_number_outside_of_its_range_is_a_misuse_that_names_the_range(
    path: tuple[str, ...], command: click.Command, option: click.Option
) -> None:
    kind = option.type
    assert isinstance(kind, click.IntRange | click.FloatRange), "every number has a range"
    assert kind.min is not None and kind.max is not None, "with two ends"
    outside = [str(kind.max + 1), str(kind.min - 1), "-1", "9" * 20, "-" + "9" * 20]
    outside += ["nan", "NaN", "-nan", "inf", "-inf", "1e400"] if isinstance(kind, click.FloatRange) else []
    nonsense = ["", " ", "x", "0x10", "\N{VULGAR FRACTION ONE HALF}", "9" * 5_000]
    for text in outside + nonsense:
        result = CliRunner().invoke(main, [*path, f"{option.opts[0]}={text}", *required(command)])
        assert (result.exit_code, result.stdout) == (2, ""), text
        assert option.opts[0] in result.stderr
        if text in outside:
            assert f"from {kind.min:,} to {kind.max:,}" in result.stderr


@pytest.mark.parametrize("value", ["99999999999999999999", "-9223372036854775809", "nan", "1e3", "9" * 5_000])
def test_a_number_of_a_question_is_one_that_a_store_holds(value: str, built_store: Path) -> None:
    command = ["query", "level-next-steps", "-p", f"level={value}", "--store", str(built_store)]
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, "not an integer" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("path", "command"), [leaf for leaf in LEAVES if "--json" in {o for p in leaf[1].params for o in p.opts}], ids=str
)
def test_an_answer_has_one_form(path: tuple[str, ...], command: click.Command) -> None:
    for forms, said in (
        (["--csv", "--json"], "--json or --csv, not both."),
        (["--nl", "-t", "github"], "--nl or --format github, not both."),
        (["-t", "plain", "--format", "github", "--tsv"], "--tsv or --format plain or --format github, not all."),
    ):
        result = CliRunner().invoke(main, [*path, *forms, *required(command)])
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"An answer has one form: {said}" in result.stderr
