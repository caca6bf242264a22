"""What an answer looks like: as wide as its place, ids whole, a pager where it is longer than the terminal."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from places import DOCS

from career_pathways.explorer.commands.main import COMMANDS, imported, main
from career_pathways.explorer.explorer import Explorer
from career_pathways.queries.answers import INFERENCE

DIRECTOR = str(DOCS / "hospitality-director.toml")
QUESTIONS = [
    *(["search", "crane operator"], ["search", "refrigeration"], ["show", "Chartered surveyor"]),
    *(["next", "Butcher", "--route", "sales", "--explain"], ["next", "--level", "2", "--limit", "2"]),
    *(["next", "Commis chef", "--steps", "2", "--explain"], ["before", "Registered nurse", "--explain"]),
    *(["path", "Butcher", "Retail management", "--route", "sales", "--explain"], ["path", "Roofer", "Site inspector"]),
    *(["reach", "Butcher", "--in", "sales"], ["reach", "Commis chef", "--explain"]),
    *(["compare", "Butcher", "Retailer", "--in", "sales"], ["shared", "--limit", "9"], ["query"]),
    *(
        ["analyse", "levels", "--level", "2", "--limit", "3"],
        ["gaps", "--route", "catering"],
        ["query", "routes"],
        ["query", "next-steps", "-p", "id=Roofer"],
    ),
    *(["query", "--cypher", "MATCH (o:Occupation) RETURN o.title, o.id LIMIT 9"], ["neo4j", "status"]),
    *(["editions"], ["editions", "-q"]),
    *(["export", "--dry-run"], pytest.param(["check"], marks=pytest.mark.slow)),
    pytest.param(["gaps", "--figure", "matrix"], marks=pytest.mark.slow),
    pytest.param(["diff", "2017", "2026", "--limit", "3"], marks=pytest.mark.slow),
    pytest.param(["gaps", "--figure", "level-two"], marks=pytest.mark.slow),
    pytest.param(["next", "Butcher", "--route", "sales", "--with", DIRECTOR], marks=pytest.mark.slow),
]
"""A real question to each command that shows an answer."""


@pytest.fixture(scope="module")
def ids(built_store: Path) -> set[str]:
    with Explorer.open(built_store) as explorer:
        return {id_ for (id_,) in explorer.cypher("MATCH (n) RETURN n.id AS id", limit=None).rows}


@pytest.fixture
def ask(built_store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    monkeypatch.setenv("PATHWAYS_NEO4J_HOME", str(tmp_path / "none"))

    def run(*arguments: str, width: int | None = None) -> Result:
        return CliRunner().invoke(main, list(arguments), env={"COLUMNS": "" if width is None else str(width)})

    return run


def widest(text: str) -> int:
    return max(map(len, text.splitlines()))


def test_every_command_that_shows_an_answer_is_asked_a_question() -> None:
    assert {getattr(question, "values", [question])[0][0] for question in QUESTIONS} == COMMANDS.keys() - {
        "build",
        "load",
        "page",
        "serve",
        "mcp",
        "fetch",
        "catalogue",
        "completion",
        "help",
    }


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_an_answer_fits_eighty_columns_and_a_hundred_and_twenty_and_breaks_no_id(
    ask: Any, ids: set[str], question: list[str], request: pytest.FixtureRequest
) -> None:
    if question[0] == "diff":
        question = [*question, "--store", str(request.getfixturevalue("both"))]
    for width in (80, 120):
        answer = ask(*question, width=width)
        text = answer.stdout + answer.stderr
        assert answer.stdout and "\x1b" not in text and widest(text) <= width
        like_ids = set(re.findall(r"[a-z]+(?:-[a-z]+)*/[a-z0-9/-]+", text))
        broken = {part for part in like_ids - ids if any(id_.startswith(part) or id_.endswith(part) for id_ in ids)}
        assert broken == set()


def test_where_there_is_no_terminal_an_answer_has_eighty_columns(ask: Any) -> None:
    question = ["next", "Butcher", "--route", "sales"]
    piped, narrow, wide = ask(*question), ask(*question, width=80), ask(*question, width=120)
    assert (piped.stdout, piped.stderr) == (narrow.stdout, narrow.stderr)
    assert 80 < widest(wide.stdout) <= 120


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_help_page_fits_eighty_columns(ask: Any, name: str) -> None:
    pages = [ask(*name.split(), "-h", width=80).stdout]
    if isinstance(group := imported(name) if name else None, click.Group):
        pages += [ask(name, sub, "-h", width=80).stdout for sub in group.commands]
    for page in pages:
        assert widest(page) <= 80
        assert "..." not in page.partition("\n")[2], "a summary is cut off"


def test_legends_are_said_once_and_notes_are_wrapped_and_both_are_put_off_by_quiet(ask: Any) -> None:
    explained = ["next", "Butcher", "--route", "sales", "--explain"]
    notes = " ".join(ask(*explained).stderr.split())
    assert notes.count(INFERENCE) == notes.count("Related, from 0 to 1, is the sum of") == 1
    for quiet in ("-q", "--quiet"):
        answer = ask(*explained, quiet)
        assert (answer.stdout, answer.stderr) == (ask(*explained).stdout, "")
        assert ask(*explained, quiet, "--csv").stderr == ""
        assert INFERENCE in json.loads(ask(*explained, quiet, "--json").stdout)["notes"][0]
        assert "no occupation" in ask("next", "xyzzyx", quiet).stderr


def test_numbers_and_ids_come_with_explain(ask: Any) -> None:
    plain = ask("next", "Butcher", "--route", "sales").stdout
    assert not re.search(r"0\.\d|basis|cost|sales-and-marketing", plain)
    explained = ask("next", "Butcher", "--route", "sales", "--explain").stdout
    for part in (
        "related 0.9107 = title .2961",
        "cost 1",
        "\n  sales-and-marketing-and-procurement/advanced-butcher-3\n",
    ):
        assert part in explained


# A terminal ---------------------------------------------------------------------------------------------


def on_a_terminal(*arguments: str, store: Path, lines: int = 24, status: int = 0, **environment: str) -> str:
    """What a command shows on a terminal of 80 columns that reads no key."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 80, 0, 0))
    kept = {k: v for k, v in os.environ.items() if k not in {"PAGER", "LESS", "COLUMNS", "LINES", "NO_COLOR"}}
    command = [sys.executable, "-m", "career_pathways.explorer", *arguments, "--store", str(store)]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=kept | {"TERM": "xterm"} | environment
    )
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65_536):
            shown += chunk
    except OSError:  # Linux says so that the other end is closed
        pass
    assert process.wait() == status, shown
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


PAGED = {"PAGER": "sed s/^/PAGED:/"}
SHORT = ["next", "Commis chef"]


@pytest.mark.parametrize(
    ("question", "lines", "environment", "paged"),
    [
        (SHORT, 50, PAGED, False),
        (SHORT, 10, PAGED, True),
        pytest.param(SHORT, 10, {"PAGER": "cat"}, False, marks=pytest.mark.slow),
        pytest.param(SHORT, 10, {"PAGER": ""}, False, marks=pytest.mark.slow),
        pytest.param([*SHORT, "--json"], 3, PAGED, False, marks=pytest.mark.slow),
    ],
    ids=["short", "long", "cat", "none", "data"],
)
def test_what_is_longer_than_the_terminal_goes_through_its_pager(
    built_store: Path, question: list[str], lines: int, environment: dict[str, str], paged: bool
) -> None:
    shown = on_a_terminal(*question, store=built_store, lines=lines, **environment)
    assert ("PAGED:" in shown) == paged
    assert INFERENCE in " ".join(shown.split())


@pytest.mark.slow
def test_less_shows_colours_and_ends_by_itself_where_all_fits(built_store: Path) -> None:
    shown = on_a_terminal(*SHORT, store=built_store, lines=10, PAGER="env")
    assert "LESS=-FRX" in shown.splitlines()
    assert "\x1b[1m" in on_a_terminal(*SHORT, store=built_store, PAGER="less")
    assert "\x1b" not in on_a_terminal(*SHORT, store=built_store, PAGER="cat", NO_COLOR="1")


def test_an_error_breaks_its_lines_between_words(built_store: Path) -> None:
    shown = on_a_terminal("path", "Adult care worker", "Registered nurse", store=built_store, status=1)
    assert shown.startswith("Error: no path from Adult care worker (2), Care Services, to Registered nurse\n  (6), ")
    assert widest(shown) <= 80


def test_the_questions_stand_one_below_the_other_with_what_they_answer_across_the_screen(ask: Any) -> None:
    lines = ask("query", width=80).stdout.splitlines()
    assert lines[lines.index("clusters  route?") + 1].startswith("  The clusters of a route, or of all routes")
    assert len(lines) < 120
