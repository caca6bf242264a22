"""Many names at once: nothing of them is lost, and what is written is whole rows, whenever it ends."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.occupations import next_columns, next_view

NAMES = "plumber\nchef\n\nxyzzyx\nRetail management\nRoofer\nplumber\n"


@pytest.fixture
def ask(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, ["next", *arguments], input=stdin)

    return run


def rows_of(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_every_name_has_the_rows_that_it_has_alone_or_one_that_says_why_it_has_none(ask: Any) -> None:
    result = ask("-", "--csv", stdin=NAMES)
    assert result.exit_code == 0
    rows = rows_of(result)
    for line, name in enumerate(NAMES.splitlines(), 1):
        found = [row for row in rows if row["line"] == str(line)]
        alone = ask(name, "--csv") if name else None
        if alone and alone.exit_code == 0 and (steps := rows_of(alone)):
            assert [{column: row[column] for column in steps[0]} for row in found] == steps
            assert {(row["given"], row["problem"]) for row in found} == {(name, "")}
        elif name:
            (row,) = found
            assert row["problem"] and (alone.exit_code == 0 or row["problem"] in alone.stderr)
            assert all(candidate in alone.stderr for candidate in row["candidates"].split("; "))
    assert {row["given"]: bool(row["candidates"]) for row in rows}["chef"]
    assert "5 names: 4 understood" not in result.stderr and "6 names: 4 understood" in result.stderr
    assert "Not understood: lines 2, 4." in result.stderr


def test_all_forms_hold_the_same_rows(ask: Any, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("who;job\nA;plumber\nB;chef\nC;\n", "utf-8-sig")
    given = ("--batch", str(tmp_path / "people.csv"), "--heading", "job")
    rows = rows_of(ask(*given, "--csv"))
    answer = json.loads(ask(*given, "--json").stdout)
    assert len(answer["results"]) == len(rows) == len(ask(*given, "--tsv").stdout.splitlines()) - 1
    assert answer["results"] == [json.loads(line) for line in ask(*given, "--nl").stdout.splitlines()]
    assert len(ask(*given, "-t", "github").stdout.splitlines()) == len(rows) + 2
    assert "3 names: 1 understood" in " ".join(answer["notes"])
    table = ask(*given).stdout
    assert all(f"line {row['line']}: {row['given']}".strip() in table for row in rows)
    assert all(candidate in table for row in rows for candidate in row["candidates"].split("; "))
    few = ask(*given, "--nl", "--columns", "line,problem", "--limit", "1")
    assert set(json.loads(few.stdout.splitlines()[0])) == {"line", "problem"}
    assert "not all steps are shown; --limit 0 shows all." in few.stderr


@pytest.mark.parametrize("filters", [[], ["--level", "2"], ["--route", "sales", "--steps", "2"], ["--degree"]])
def test_why_a_name_has_no_step_is_what_it_is_told_alone(ask: Any, filters: list[str]) -> None:
    name = "Roofer" if filters else "Hospitality manager"
    (row,) = json.loads(ask("-", "--json", *filters, stdin=name).stdout)["results"]
    assert (row["given"], row["id"], row["problem"] in ask(name, *filters, "--csv").stderr) == (name, None, True)
    assert ("Nothing progresses from it" in row["problem"]) == (not filters)


def test_the_columns_of_a_batch_are_those_of_one_name(built_store: Path) -> None:
    with Explorer.open(built_store) as explorer:
        for steps in (1, 2):
            assert next_view(explorer, "Roofer", steps=steps).columns == next_columns(explorer, steps)


@pytest.mark.parametrize(
    ("arguments", "stdin", "status", "said"),
    [
        (["-"], "", 2, "There is no name in standard input."),
        (["-"], "\n \n", 2, "There is no name in standard input."),
        (["-"], b"\xff\xfep\x00", 2, "standard input, line 1: not text in UTF-8."),
        (["-", "--heading", "job"], "Roofer\n", 2, "--heading belongs to the CSV of --batch"),
        (["Roofer", "--column", "job"], None, 2, "'job' is not one of 'technical'"),
        (["Roofer", "--batch", "-"], "job\nRoofer\n", 2, "OCCUPATION asks about one name, --batch about many."),
        (["--batch", "no.csv", "--heading", "job"], None, 2, "no.csv: No such file or directory."),
        (["--batch", "-", "--heading", "jobs"], "job,x\nRoofer,1\n", 2, "Did you mean job?"),
        (["-", "--with", "docs/hospitality-director.toml"], "Roofer\n", 2, "not about a batch"),
        (["-", "--csv", "--json"], "Roofer\n", 2, "--json or --csv, not both"),
        (["-", "--in", "nowhere"], "Roofer\n", 2, "Error: no route 'nowhere'."),
        (["-", "--route", "nowhere", "--csv"], "Roofer\n", 2, "Error: no route 'nowhere'."),
        (["-", "--level", "ninth"], "Roofer\n", 2, "'ninth' is not a level"),
        (["-"], "xyzzyx\nqqqqq\n", 2, "not one of 2 names was understood."),
        (["-"], "x" * 10_000, 2, "the name was not understood. The answer says why."),
        (["-"], "Roofer\rxyzzyx\r", 0, "2 names: 1 understood"),
        (["-"], "R\0o\0o\0f\0e\0r\0", 2, "standard input, line 1: not text in UTF-8."),
        (["--batch", "-", "--heading", "job"], '"job";"who, and since when, and why"\nRoofer;A\n', 0, "1 name: 1"),
    ],
)
def test_what_is_no_batch_is_told(ask: Any, arguments: list[str], stdin: Any, status: int, said: str) -> None:
    result = ask(*arguments, stdin=stdin)
    assert (result.exit_code, said in " ".join(result.stderr.split())) == (status, True), result.output


def test_what_was_read_before_a_fault_is_answered_in_every_form(ask: Any) -> None:
    people = 'job\nRoofer\nplumber\n"open\n'
    for form in ("--json", "--csv", "--nl"):
        result = ask("--batch", "-", form, stdin=people)
        assert (result.exit_code, "standard input, line 4: not a row of a CSV" in result.stderr) == (2, True)
        assert {"Roofer", "plumber"} <= set(result.stdout.replace('"', ",").split(","))
    assert json.loads(ask("--batch", "-", "--json", stdin=people).stdout)["results"]


@pytest.mark.parametrize("form", ["--csv", "--nl"])
def test_a_batch_that_is_killed_has_written_whole_rows(built_store: Path, tmp_path: Path, form: str) -> None:
    with Explorer.open(built_store) as explorer:
        names = [f"{o.title}\n".encode() for o in explorer.names.occupations]
    command = [sys.executable, "-m", "career_pathways.explorer", "next", "-", form, "--store", str(built_store)]
    with (tmp_path / "out").open("wb") as out:
        batch = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL)
        assert batch.stdin
        batch.stdin.writelines(names[:300])
        batch.stdin.flush()  # more are to come
        while (tmp_path / "out").stat().st_size < 100_000:
            assert batch.poll() is None
        batch.send_signal(signal.SIGKILL)
        batch.wait()
    written = (tmp_path / "out").read_text("utf-8")
    assert written.endswith("\n")
    lines = written.splitlines()
    rows = list(csv.reader(lines)) if form == "--csv" else [list(json.loads(line)) for line in lines]
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("form", [[], ["-t", "plain"], ["--csv"]])
def test_a_terminal_that_waits_for_answers_is_told_how_far_they_are_in_a_line_that_goes(
    ask: Any, monkeypatch: pytest.MonkeyPatch, form: list[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr("career_pathways.explorer.commands.batch.say_live", told.append)
    monkeypatch.setattr("career_pathways.explorer.commands.batch._EVERY", {True: 0, False: 0})
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    monkeypatch.setenv("PAGER", "cat")
    assert ask("-", *form, stdin="Roofer\nRoofer\n").exit_code == 0
    assert told == ([] if form == ["--csv"] else ["names: 1, understood: 1", "names: 2, understood: 2"]) + [""]
