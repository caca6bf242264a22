"""`pathways analyse`: the same rows as its library, in every form; and a clear word where something is missing."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from career_pathways.explorer.commands.main import main

Run = Callable[..., Result]


@pytest.fixture
def run(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    return lambda *words: CliRunner().invoke(main, ["analyse", *map(str, words)], prog_name="pathways")


@pytest.mark.slow
def test_an_analysis_of_the_store_is_shown_and_written(run: Run, tmp_path: Path) -> None:
    shown = json.loads(run("matrix", "--json").stdout)["results"]
    for name in ("matrix.parquet", "matrix.csv"):
        done = run("matrix", "-o", tmp_path / name)
        assert (done.exit_code, done.stdout.split()[-1]) == (0, str(len(shown)))
    assert pq.read_table(tmp_path / "matrix.parquet").to_pylist() == shown
    with (tmp_path / "matrix.csv").open(newline="") as file:
        assert [list(row.values()) for row in csv.DictReader(file)] == [list(map(str, row.values())) for row in shown]
    assert run("matrix", "-o", tmp_path / "matrix.csv").exit_code == 2  # there already
    assert run("matrix", "-o", tmp_path / "matrix.csv", "--force").exit_code == 0


def test_a_screen_shows_the_first_rows_and_says_that_there_are_more(run: Run) -> None:
    done = run("levels", "--level", 2, "--limit", 3)
    assert done.exit_code == 0
    assert "There are more than the 3 shown" in done.stderr


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (["gaps", "--level", "2"], "--level belongs to reach, distances, levels."),
        (["reach", "--master", "local"], "--master belongs to --on spark."),
        (["reach", "-o", "reach.txt"], "an answer is written as CSV or Parquet"),
        (["reach", "no/map.parquet"], "map-nodes.parquet: no such file"),
        (["reach", "map.parquet", "--store", "x.kgl"], "Leave out one of them."),
        (["gaps", "map.parquet", "--on", "spark"], "gaps is found by arrays alone."),
        (["reach", "--on", "spark"], "Spark reads a map in Parquet."),
    ],
)
def test_what_cannot_be_asked_is_said(run: Run, words: list[str], fact: str) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert fact in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("module", "words", "extra"),
    [
        ("pyspark", ["reach", "map.parquet", "--on", "spark"], "career-pathways[spark]"),
        ("scipy", ["reach"], "[scale]"),
    ],
)
def test_without_its_library_an_analysis_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, module: str, words: list[str], extra: str
) -> None:
    for name in [name for name in sys.modules if name.startswith(("career_pathways.queries.arrays", module))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "career_pathways.queries.on_spark", raising=False)
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "not installed" in done.stderr
    assert extra.rpartition("[")[2] in done.stderr


def test_without_java_spark_is_not_begun(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("career_pathways.explorer.commands.analysing._needed", lambda *_: None)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    done = run("reach", "map.parquet", "--on", "spark")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Spark runs on Java 17 or later" in done.stderr
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    java.chmod(0o755)
    assert "is Java 11. " in " ".join(run("reach", "map.parquet", "--on", "spark").stderr.split())


def test_a_damaged_table_is_said_in_one_sentence(run: Run, tmp_path: Path) -> None:
    for name in ("map-nodes.parquet", "map-relationships.parquet"):
        (tmp_path / name).write_bytes(b"PAR1, and then the disk was full")
    done = run("reach", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "not a whole map" in done.stderr
    assert ".." not in done.stderr.replace(str(tmp_path), "")


def test_what_java_says_is_shown_without_where_it_comes_from() -> None:
    from career_pathways.explorer.commands.analysing import _told_by_java

    told = (
        "An error occurred while calling o28.parquet.\n: org.x.SparkException: Could not parse Master URL\n\tat org.x"
    )
    assert _told_by_java(Exception(told)) == "org.x.SparkException: Could not parse Master URL"
    assert _told_by_java(ValueError("[PATH_NOT_FOUND] no path;\nmore")) == "[PATH_NOT_FOUND] no path;"
