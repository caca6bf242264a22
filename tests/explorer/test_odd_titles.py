"""Titles that programs take for something else are shown as they stand, and come back from CSV as docs/exports.md says.

After public reports, with data of our own: pandas-dev/pandas#10647 and JuliaData/CSV.jl#1077 (NA, NaN and the like read
as missing).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from click.testing import CliRunner
from places import DOCS
from small_catalogues import H, T, catalogue_of, cluster, pathway, route

from career_pathways.explorer.commands.main import main
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.stores.embedded import EmbeddedStore

ODD = (
    *("NULL", "NaN", "NA", "nan", "None", "007", "1e5", "True", "-", "#N/A", "inf", "2024-01-02", "=1+1"),
    *("👩\u200d🍳 chef", 'O\u2019Neil, "R" hand'),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a map with such titles."""
    entries = (*(f"{title} (2)" for title in ODD if title != "nan"), "nan (3)")
    catalogue = catalogue_of(route("NULL", pathway("NA", cluster("True", T, 1, *entries), cluster("007", H, 1, "nan"))))
    path = tmp_path_factory.mktemp("odd") / "odd.kgl"
    with EmbeddedStore(path) as store:
        store.replace(build_graph(catalogue))
    return path


def answer(store: Path, command: str, *arguments: str) -> str:
    result = CliRunner().invoke(main, [command, "--store", str(store), *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("title", ODD)
def test_a_title_is_shown_and_asked_as_it_stands(store: Path, title: str) -> None:
    level = "3" if title == "nan" else "2"
    shown = json.loads(answer(store, "show", "--level", level, "--json", "--", title))["results"]
    assert [row["title"] for row in shown] == [title]
    steps = json.loads(answer(store, "next", "--json", "--", f"{title} ({level})"))
    assert steps["parameters"]["id"] == shown[0]["id"]
    if title != "-":  # nothing to look for
        found = json.loads(answer(store, "search", "--limit", "0", "--json", "--", title))["results"]
        assert title in [row["title"] for row in found]


def called(library: str) -> str:
    """How the page says to read CSV with a library."""
    (row,) = re.findall(rf"^\| {library} \|.*$", (DOCS / "exports.md").read_text("utf-8"), re.MULTILINE)
    (call,) = re.findall(r"`(read_csv\(.*?\))`", row)
    return str(call)


@pytest.mark.parametrize(("library", "name"), [(pd, "pandas"), (pl, "polars")])
def test_csv_read_as_the_page_says_has_every_title(store: Path, tmp_path: Path, library: Any, name: str) -> None:
    listed = tmp_path / "occupations.csv"
    listed.write_text(answer(store, "query", "occupations", "--csv"), "utf-8", newline="")
    answer(store, "export", "-o", str(tmp_path / "map.csv"))
    for file in (listed, tmp_path / "map-nodes.csv"):
        frame = eval(f"library.{called(name)}", {"library": library, "file": file})
        titles = [str(title) for title in frame["title"] if title]
        assert set(ODD) <= set(titles)
        levels = pd.to_numeric(frame.level).astype("Int64") if name == "pandas" else frame["level"].cast(int)
        assert {2, 3} <= set(levels.dropna() if name == "pandas" else levels.drop_nulls())
