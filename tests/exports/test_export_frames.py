"""The map as a pair of data frames, of pandas and of polars: the rows and the types of the pair of Parquet."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import networkx as nx
import pandas
import polars
import pytest
from hypothesis import given, settings
from parts import Pipe, expected, graph_of_tables, nothing_of, parts, same, written
from tries import tries

from career_pathways.exports.formats.data_frames import Frames, frames
from career_pathways.exports.formats.parquet import parquet_table
from career_pathways.exports.part import Part
from career_pathways.exports.tables import NODE_TABLE, RELATIONSHIP_TABLE
from career_pathways.exports.text import whole_text
from career_pathways.loader.errors import WrongParameter

LIBRARIES = ("pandas", "polars")


def rows(frame: Any) -> list[dict[str, Any]]:
    if isinstance(frame, polars.DataFrame):
        return list(frame.iter_rows(named=True))
    columns = {
        name: [None if none else value for value, none in zip(frame[name].tolist(), frame[name].isna(), strict=True)]
        for name in frame.columns
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def graph_of_frames(made: Frames) -> nx.MultiDiGraph:
    return graph_of_tables(rows(made.nodes), rows(made.relationships))


@pytest.mark.parametrize("library", LIBRARIES)
@settings(max_examples=tries(200))
@given(part=parts())
def test_a_random_part_comes_back(library: Any, part: Part) -> None:
    assert same(graph_of_frames(frames(part, library)), expected(part, whole_text))


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.slow
def test_the_real_map_comes_back(whole_map: Part, library: Any) -> None:
    assert same(graph_of_frames(frames(whole_map, library)), expected(whole_map, str))


def test_polars_has_the_columns_and_types_of_the_pair_of_parquet(whole_map: Part) -> None:
    for made, table in zip(frames(whole_map, "polars"), (NODE_TABLE, RELATIONSHIP_TABLE), strict=True):
        file = written(partial(parquet_table, table), whole_map, Pipe())
        assert made.schema == polars.read_parquet_schema(file)


def test_pandas_has_a_type_for_each_and_lists_are_lists(whole_map: Part) -> None:
    made = frames(whole_map, "pandas")
    kinds = {name: str(kind) for frame in made for name, kind in frame.dtypes.items()}
    assert kinds["level"] == kinds["cost"] == "Int64"
    assert kinds["degree"] == "boolean"
    assert kinds["relatedness"] == "float64"
    assert kinds["specialisms"] == kinds["lines"] == "object"
    assert isinstance(made.nodes["title"].dtype, pandas.StringDtype)
    assert {type(value) for value in made.nodes["lines"].dropna()} == {list}
    assert list(made.nodes.columns) == frames(whole_map, "polars").nodes.columns


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_part_that_holds_nothing_keeps_the_columns_and_their_types(whole_map: Part, library: Any) -> None:
    none = frames(nothing_of(whole_map), library)
    for made, full in zip(none, frames(whole_map, library), strict=True):
        assert len(made) == 0 < len(full)
        assert list(made.columns) == list(full.columns)
        assert list(made.dtypes) == list(full.dtypes)


def test_pandas_comes_first_then_polars(whole_map: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(frames(whole_map).nodes, pandas.DataFrame)
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(frames(whole_map).relationships, polars.DataFrame)


def test_a_library_that_is_not_installed_or_not_known_is_an_error(
    whole_map: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match="needs polars, which is not installed: pip install polars"):
        frames(whole_map, "polars")
    with pytest.raises(WrongParameter, match="library 'numpy'"):
        frames(whole_map, "numpy")  # type: ignore[arg-type]
