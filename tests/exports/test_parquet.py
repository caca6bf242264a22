"""The pair of Parquet: every row comes back, whoever reads it, and the columns have the types that are declared."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from parts import (
    NODES,
    RELATIONSHIPS,
    Pipe,
    expected,
    graph_of_tables,
    nothing_of,
    part_of_seed,
    parts,
    same,
    written,
)
from pyarrow import parquet
from tries import tries

from career_pathways.exports.formats import parquet as parquet_format
from career_pathways.exports.formats.parquet import parquet_table
from career_pathways.exports.manifest import about
from career_pathways.exports.part import Part
from career_pathways.exports.tables import NODE_TABLE, RELATIONSHIP_TABLE
from career_pathways.exports.text import whole_text

Rows = list[dict[str, Any]]


def pair(part: Part) -> tuple[bytes, bytes]:
    pipes = Pipe(), Pipe()
    nodes, relationships = (
        written(partial(parquet_table, NODE_TABLE), part, pipes[0]),
        written(partial(parquet_table, RELATIONSHIP_TABLE), part, pipes[1]),
    )
    assert not any(pipe.closed for pipe in pipes)
    return nodes, relationships


def rows_of_pyarrow(file: bytes) -> Rows:
    rows: Rows = parquet.read_table(io.BytesIO(file)).to_pylist()
    return rows


def rows_of_polars(file: bytes) -> Rows:
    return list(polars.read_parquet(file).iter_rows(named=True))


def rows_of_pandas(file: bytes) -> Rows:
    def plain(value: Any) -> Any:
        if hasattr(value, "tolist"):
            return value.tolist()
        return None if value is pandas.NA else value

    rows = pandas.read_parquet(io.BytesIO(file), dtype_backend="pyarrow").to_dict("records")
    return [{str(name): plain(value) for name, value in row.items()} for row in rows]


@pytest.mark.slow
@settings(max_examples=tries(500))
@given(parts())
def test_a_random_part_comes_back_through_pyarrow_and_through_polars(part: Part) -> None:
    files = pair(part)
    for read in (rows_of_pyarrow, rows_of_polars):
        assert same(graph_of_tables(*map(read, files)), expected(part, whole_text))


@pytest.mark.parametrize("read", [rows_of_pyarrow, rows_of_polars, rows_of_pandas])
@pytest.mark.slow
def test_the_real_map_comes_back(whole_map: Part, read: Callable[[bytes], Rows]) -> None:
    assert same(graph_of_tables(*map(read, pair(whole_map))), expected(whole_map, str))


def test_the_columns_have_the_declared_types_and_are_null_only_where_they_may_be(whole_map: Part) -> None:
    nodes, relationships = (parquet.read_schema(io.BytesIO(file)) for file in pair(whole_map))
    assert nodes.names[:2] == ["id", "label"]
    assert relationships.names[:3] == ["origin", "type", "destination"]
    assert [f.name for f in (*nodes, *relationships) if not f.nullable] == [
        *("id", "label"),
        *("origin", "type", "destination"),
    ]
    kinds = {f.name: f.type for f in (*nodes, *relationships)}
    assert kinds["title"] == pyarrow.string()
    assert kinds["level"] == kinds["cost"] == pyarrow.int64()
    assert kinds["relatedness"] == pyarrow.float64()
    assert kinds["degree"] == pyarrow.bool_()
    assert kinds["specialisms"] == kinds["shared_words"] == pyarrow.list_(pyarrow.string())
    assert kinds["lines"] == pyarrow.list_(pyarrow.int64())
    declared = {p.name for kind in (*NODES, *RELATIONSHIPS) for p in kind.properties}
    assert set(kinds) == declared | {"label", "origin", "type", "destination"}


def test_the_metadata_say_what_the_file_is_of(whole_map: Part) -> None:
    for file in pair(whole_map):
        metadata = parquet.read_schema(io.BytesIO(file)).metadata
        assert json.loads(metadata[b"about"]) == about(whole_map)


def test_half_a_character_in_what_is_told_does_not_matter() -> None:
    part = part_of_seed(1)
    wild = replace(part, edition={**part.edition, "title": "\ud800"}, chosen={"route": "\udfff"})
    metadata = parquet.read_schema(io.BytesIO(written(partial(parquet_table, NODE_TABLE), wild, Pipe()))).metadata
    assert json.loads(metadata[b"about"])["edition"]["title"] == "\ufffd"


def test_the_same_part_is_the_same_bytes(whole_map: Part) -> None:
    assert pair(whole_map) == pair(whole_map)


def test_a_part_without_relationships_is_a_table_without_rows(whole_map: Part) -> None:
    part = nothing_of(whole_map)
    for file, full in zip(pair(part), pair(whole_map), strict=True):
        assert rows_of_pyarrow(file) == rows_of_polars(file) == []
        assert parquet.read_schema(io.BytesIO(file)).names == parquet.read_schema(io.BytesIO(full)).names


def test_rows_are_written_in_batches(whole_map: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_format, "_GROUP", 5_000)
    _, file = pair(whole_map)
    groups = parquet.ParquetFile(io.BytesIO(file)).metadata
    assert groups.num_row_groups == 2
    assert groups.row_group(0).num_rows == 5_000
