"""The pair of Parquet: every row comes back, whoever reads it, and the columns have the types that are declared."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from pyarrow import parquet
from random_parts import expected, part_of_seed, parts, same

from career_pathways.exports.about import about
from career_pathways.exports.flat import whole_text
from career_pathways.exports.parquet import nodes_parquet, relationships_parquet
from career_pathways.exports.part import Part, part_of_graph
from career_pathways.loader.errors import ExportError
from career_pathways.loader.schema import NODES, RELATIONSHIPS

Rows = list[dict[str, Any]]

LABELS = {label.name: label for label in NODES}
KINDS = {(kind.name, kind.start, kind.end): kind for kind in RELATIONSHIPS}


class Pipe:
    """A stream that takes bytes and can do nothing else."""

    def __init__(self) -> None:
        self.taken = bytearray()
        self.closed = False

    def write(self, data: bytes) -> int:
        self.taken += data
        return len(data)

    def flush(self) -> None: ...

    def close(self) -> None:
        self.closed = True


def graph_of_tables(nodes: Iterable[Mapping[str, Any]], relationships: Iterable[Mapping[str, Any]]) -> nx.MultiDiGraph:
    """The graph that two flat tables hold; what a label or a type does not have is null in its rows."""
    graph = nx.MultiDiGraph()
    for row in nodes:
        names = ["label", *(p.name for p in LABELS[row["label"]].properties)]
        assert all(value is None for name, value in row.items() if name not in names)
        graph.add_node(row["id"], **{name: row[name] for name in names})
    for row in relationships:
        ends = (row["origin"], row["destination"])
        names = [p.name for p in KINDS[(row["type"], *(graph.nodes[end]["label"] for end in ends))].properties]
        others = row.keys() - {"origin", "type", "destination", *names}
        assert all(row[name] is None for name in others)
        graph.add_edge(*ends, row["type"], **{name: row[name] for name in names})
    return graph


def written(part: Part) -> tuple[bytes, bytes]:
    files = []
    for write in (nodes_parquet, relationships_parquet):
        pipe = Pipe()
        write(part, pipe)  # type: ignore[arg-type]
        assert not pipe.closed
        files.append(bytes(pipe.taken))
    return files[0], files[1]


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


@pytest.fixture(scope="module")
def real(graph: nx.MultiDiGraph) -> Part:
    edition = next(attributes for _, attributes in graph.nodes(data=True) if attributes["label"] == "Edition")
    return part_of_graph(graph, edition, {})


@settings(max_examples=500, deadline=None)
@given(parts())
def test_a_random_part_comes_back_through_pyarrow_and_through_polars(part: Part) -> None:
    files = written(part)
    for read in (rows_of_pyarrow, rows_of_polars):
        assert same(graph_of_tables(*map(read, files)), expected(part, whole_text))


@pytest.mark.parametrize("read", [rows_of_pyarrow, rows_of_polars, rows_of_pandas])
def test_the_real_map_comes_back(real: Part, read: Callable[[bytes], Rows]) -> None:
    assert same(graph_of_tables(*map(read, written(real))), expected(real, str))


def test_the_columns_have_the_declared_types_and_are_null_only_where_they_may_be(real: Part) -> None:
    nodes, relationships = (parquet.read_schema(io.BytesIO(file)) for file in written(real))
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


def test_the_metadata_say_what_the_file_is_of(real: Part) -> None:
    for file in written(real):
        metadata = parquet.read_schema(io.BytesIO(file)).metadata
        assert json.loads(metadata[b"about"]) == about(real)


def test_half_a_character_in_what_is_told_does_not_matter() -> None:
    part = part_of_seed(1)
    wild = Part(dict(part.edition) | {"title": "\ud800"}, {"route": "\udfff"}, part.counts, part.nodes, iter)
    pipe = Pipe()
    nodes_parquet(wild, pipe)  # type: ignore[arg-type]
    metadata = parquet.read_schema(io.BytesIO(pipe.taken)).metadata
    assert json.loads(metadata[b"about"])["edition"]["title"] == "\ufffd"


def test_the_same_part_is_the_same_bytes(real: Part) -> None:
    assert written(real) == written(real)


def test_a_part_without_relationships_is_a_table_without_rows(real: Part) -> None:
    part = Part(real.edition, {}, {}, lambda: iter(()), lambda: iter(()))
    for file, full in zip(written(part), written(real), strict=True):
        assert rows_of_pyarrow(file) == rows_of_polars(file) == []
        assert parquet.read_schema(io.BytesIO(file)).names == parquet.read_schema(io.BytesIO(full)).names


def test_rows_are_written_in_batches(real: Part) -> None:
    _, file = written(real)
    groups = parquet.ParquetFile(io.BytesIO(file)).metadata
    assert groups.num_row_groups == 2
    assert groups.row_group(0).num_rows == 5_000


def test_without_pyarrow_the_error_says_what_to_install(real: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    cure = r"Parquet needs pyarrow, which is not installed: pip install 'career-pathways\[parquet\]'"
    with pytest.raises(ExportError, match=cure):
        written(real)
