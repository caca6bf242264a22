"""The pair of CSV tables and their CSVW metadata, read by Python's csv, pandas and polars."""

from __future__ import annotations

import csv
import json
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from parts import KINDS, LABELS, counted, expected, part_of, parts, same, written
from small_graph import small_graph
from tries import tries

from career_pathways.explorer.commands.main import main
from career_pathways.exports.formats.csv_tables import csv_table
from career_pathways.exports.formats.csvw import csv_metadata
from career_pathways.exports.manifest import about
from career_pathways.exports.part import Part, graph_of
from career_pathways.exports.tables import NODE_TABLE, RELATIONSHIP_TABLE, node_columns, relationship_columns
from career_pathways.exports.text import whole_text
from career_pathways.loader.schema import SCHEMA_VERSION, Property
from career_pathways.loader.stores.embedded import EmbeddedStore

NODE_COLUMNS, RELATIONSHIP_COLUMNS = node_columns(SCHEMA_VERSION), relationship_columns(SCHEMA_VERSION)
FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "\0")
CSVW_TYPES = {"string": "string", "integer": "integer", "float": "double", "boolean": "boolean"}


def tables(part: Part, *, spreadsheet_safe: bool = False) -> tuple[bytes, bytes]:
    nodes, relationships = (
        partial(csv_table, table, spreadsheet_safe=spreadsheet_safe) for table in (NODE_TABLE, RELATIONSHIP_TABLE)
    )
    return written(nodes, part), written(relationships, part)


def metadata(
    part: Part, nodes: str = "n.csv", relationships: str = "r.csv", *, spreadsheet_safe: bool = False
) -> dict[str, Any]:
    write = partial(csv_metadata, nodes=nodes, relationships=relationships, spreadsheet_safe=spreadsheet_safe)
    told: dict[str, Any] = json.loads(written(write, part))
    return told


def records(data: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(encoding), newline=""), strict=True))


def read(nodes: bytes, relationships: bytes) -> nx.MultiDiGraph:
    """The graph by the schema from the two tables; fails where they hold anything else."""
    graph = nx.MultiDiGraph()
    for row in records(nodes):
        label = row.pop("label")
        graph.add_node(row["id"], label=label, **typed(row, LABELS[label].properties))
    for row in records(relationships):
        origin, kind, destination = (row.pop(name) for name in ("origin", "type", "destination"))
        labels = graph.nodes[origin]["label"], graph.nodes[destination]["label"]
        graph.add_edge(origin, destination, kind, **typed(row, KINDS[kind, *labels].properties))
    return graph


def typed(row: dict[str, str], declared: tuple[Property, ...]) -> dict[str, Any]:
    assert not [name for name, text in row.items() if text and name not in {p.name for p in declared}]
    return {p.name: None if p.optional and row[p.name] == "" else value(row[p.name], p.type) for p in declared}


def value(text: str, kind: str) -> Any:
    if kind == "string":
        return text
    found = json.loads(text)
    assert type(found) is {"integer": int, "float": float, "boolean": bool}.get(kind, list)
    return found


@settings(max_examples=tries(500))
@given(parts())
def test_what_csv_reads_is_what_was_written(part: Part) -> None:
    assert same(read(*tables(part)), expected(part, whole_text))


@settings(max_examples=tries(500))
@given(parts())
def test_a_safe_table_differs_in_the_texts_that_begin_a_formula_alone(part: Part) -> None:
    columns = {p.name: p.type for p in (*NODE_COLUMNS, *RELATIONSHIP_COLUMNS)}
    for plain, safe in zip(tables(part), tables(part, spreadsheet_safe=True), strict=True):
        for row, made_safe in zip(records(plain), records(safe, "utf-8-sig"), strict=True):
            for name, text in row.items():
                guarded = columns.get(name, "string") == "string" and text.startswith(FORMULAS)
                assert made_safe[name] == ("'" + text if guarded else text)
                if columns.get(name, "string") == "string":
                    assert not made_safe[name].startswith(FORMULAS)


@pytest.mark.parametrize("sign", FORMULAS)
@pytest.mark.parametrize("rest", ["1+1", "a,b", 'a"b', "a\r\nb", ""])
def test_a_title_that_begins_a_formula_is_guarded_and_quoted(sign: str, rest: str) -> None:
    graph = small_graph()
    graph.nodes["care/carer-2"]["title"] = sign + rest
    graph.nodes["care/carer-2"]["level"] = -2
    safe, _ = tables(part_of(graph), spreadsheet_safe=True)
    (row,) = (r for r in records(safe, "utf-8-sig") if r["id"] == "care/carer-2")
    assert (row["title"], row["level"]) == (f"'{sign}{rest}", "-2")


def test_a_safe_table_begins_with_a_byte_order_mark_and_a_plain_one_does_not() -> None:
    part = part_of(small_graph())
    for plain, safe in zip(tables(part), tables(part, spreadsheet_safe=True), strict=True):
        assert safe == b"\xef\xbb\xbf" + plain
        assert list(pd.read_csv(BytesIO(safe)).columns) == pl.read_csv(BytesIO(safe)).columns == list(records(plain)[0])


def test_the_metadata_tells_of_the_guard_where_there_is_one() -> None:
    plain, safe = (metadata(part_of(small_graph()), spreadsheet_safe=asked) for asked in (False, True))
    *others, last = (note["dc:description"] for note in safe.pop("notes"))
    assert others == [note["dc:description"] for note in plain.pop("notes")]
    assert last.startswith("A text that begins with =, +, -, @")
    assert "has a ' before it that is not part of it" in last
    assert safe == plain


@pytest.mark.parametrize("asked", [(), ("--spreadsheet-safe",)], ids=["plain", "safe"])
def test_the_command_guards_a_title_where_it_is_asked_to(
    asked: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = small_graph()
    graph.nodes["care/carer-2"]["title"] = "=1+1"
    with EmbeddedStore(tmp_path / "own.kgl") as store:
        store.replace(graph)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["export", *asked, "--store", "own.kgl", "-o", "map.csv"])
    assert result.exit_code == 0, result.output
    data = Path("map-nodes.csv").read_bytes()
    (title,) = (row["title"] for row in records(data, "utf-8-sig") if row["id"] == "care/carer-2")
    notes = str(json.loads(Path("map-metadata.json").read_text("utf-8"))["notes"])
    said = (title, data.startswith(b"\xef\xbb\xbf"), "not part of it" in notes)
    assert said == (("'=1+1", True, True) if asked else ("=1+1", False, False))


@pytest.mark.slow
def test_the_whole_map_is_read_back(graph: nx.MultiDiGraph) -> None:
    assert same(read(*tables(part_of(graph))), graph_of(part_of(graph)))


def test_the_tables_are_of_rfc_4180() -> None:
    for data in tables(part_of(small_graph())):
        assert data.endswith(b"\r\n")
        assert data.replace(b"\r\n", b"").count(b"\n") == 0
    nodes, relationships = tables(part_of(small_graph()))
    assert nodes.startswith(b"id,label,name,line,column,row,apprenticeship_only,")
    assert relationships.startswith(b"origin,type,destination,specialisms,line,quote,")
    assert b'care/carer-2,Occupation,,,technical,,,,Carer,2,2,2,false,"[""Day shift"", ""Night shift""]",' in nodes


def test_pandas_and_polars_read_the_whole_map_with_its_types(graph: nx.MultiDiGraph) -> None:
    for data, columns, rows in zip(
        tables(part_of(graph)),
        (NODE_COLUMNS, RELATIONSHIP_COLUMNS),
        (graph.number_of_nodes(), graph.number_of_edges()),
        strict=True,
    ):
        panda = pd.read_csv(BytesIO(data), dtype_backend="numpy_nullable")
        polar = pl.read_csv(BytesIO(data), infer_schema_length=None)
        assert (len(panda), polar.height) == (rows, rows)
        assert list(panda.columns) == polar.columns
        for column in columns:
            if column.name != "loaded_at":  # null in each row
                names = {"integer": ("Int64", pl.Int64), "float": ("Float64", pl.Float64)}
                names |= {"boolean": ("boolean", pl.Boolean)}
                of_pandas, of_polars = names.get(column.type, ("string", pl.String))
                assert (str(panda[column.name].dtype), polar[column.name].dtype) == (of_pandas, of_polars)


def test_the_metadata_tells_each_column_of_the_tables_in_order() -> None:
    group = metadata(part_of(small_graph()))
    for table, data, columns in zip(
        group["tables"], tables(part_of(small_graph())), (NODE_COLUMNS, RELATIONSHIP_COLUMNS), strict=True
    ):
        (header, *rows) = list(csv.reader(StringIO(data.decode("utf-8"), newline="")))
        told = table["tableSchema"]["columns"]
        assert [column["name"] for column in told] == [column["titles"] for column in told] == header
        types = {p.name: CSVW_TYPES.get(p.type, "json") for p in columns}
        assert [column["datatype"] for column in told] == [types.get(name, "string") for name in header]
        for i, column in enumerate(told):
            assert column["null"] == ""
            assert not column["required"] or all(row[i] for row in rows)
    required = [[c["name"] for c in t["tableSchema"]["columns"] if c["required"]] for t in group["tables"]]
    assert required == [["id", "label"], ["origin", "type", "destination"]]


def test_the_keys_of_the_metadata_hold_in_the_whole_map(graph: nx.MultiDiGraph) -> None:
    nodes, relationships = metadata(part_of(graph))["tables"]
    by_url = {
        table["url"]: records(data) for table, data in zip((nodes, relationships), tables(part_of(graph)), strict=True)
    }
    for table, keys in ((nodes, ["id"]), (relationships, ["origin", "type", "destination"])):
        of = table["tableSchema"]["primaryKey"]
        assert ([of] if isinstance(of, str) else of) == keys
        rows = by_url[table["url"]]
        assert len({tuple(row[key] for key in keys) for row in rows}) == len(rows)
    foreign = relationships["tableSchema"]["foreignKeys"]
    assert [key["columnReference"] for key in foreign] == ["origin", "destination"]
    for key in foreign:
        there = {row[key["reference"]["columnReference"]] for row in by_url[key["reference"]["resource"]]}
        assert {row[key["columnReference"]] for row in by_url["r.csv"]} <= there


def test_the_metadata_keeps_to_the_vocabulary() -> None:
    """By "Metadata Vocabulary for Tabular Data", 5.3 to 5.6: the properties of each object, and what they may be."""
    group = metadata(part_of(small_graph()))
    assert group.pop("@context") == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert group.keys() == {"dc:title", "dc:source", "dc:rights", "notes", "tables"}
    assert all(note.keys() == {"dc:description"} for note in group["notes"])
    for table in group["tables"]:
        assert table.keys() == {"url", "tableSchema"}
        assert table["tableSchema"].keys() <= {"columns", "primaryKey", "foreignKeys"}
        for column in table["tableSchema"]["columns"]:
            assert column.keys() == {"name", "titles", "datatype", "null", "required"}
            assert column["name"].replace("_", "a").isalnum()
            assert not column["name"].startswith("_")
            assert isinstance(column["required"], bool)
        for key in table["tableSchema"].get("foreignKeys", []):
            assert key.keys() == {"columnReference", "reference"}
            assert key["reference"].keys() == {"resource", "columnReference"}


def test_the_metadata_says_what_the_tables_are_of_and_names_them_by_url() -> None:
    group = metadata(part_of(small_graph()), nodes="my map: 5%-nodes.csv", relationships="r#1.csv")
    assert (group["dc:title"], group["dc:source"]) == ("small", f"small, SHA-256 {'0' * 64}")
    assert "does not know" in group["dc:rights"]
    assert "inferred" in group["notes"][0]["dc:description"]
    assert [table["url"] for table in group["tables"]] == ["my%20map%3A%205%25-nodes.csv", "r%231.csv"]
    (resource,) = {k["reference"]["resource"] for k in group["tables"][1]["tableSchema"]["foreignKeys"]}
    assert resource == group["tables"][0]["url"]


def test_the_licence_is_the_address_of_its_text_where_it_is_known(graph: nx.MultiDiGraph) -> None:
    part = part_of(graph)
    told = metadata(part)
    url = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    assert (told["dc:license"], told["dc:rights"]) == ({"@id": url}, about(part)["licence"])
    assert "dc:license" not in metadata(part_of(small_graph()))


def test_each_table_is_one_pass_over_its_rows() -> None:
    asked: list[str] = []
    part = part_of(small_graph())
    watched = counted(part, asked)
    assert tables(watched) == tables(part)
    assert asked == ["nodes", "relationships"]
    metadata(watched)
    assert asked == ["nodes", "relationships"]
