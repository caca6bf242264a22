"""The workbook: openpyxl reads every cell back, text is never more than text, and what does not fit is refused."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import networkx as nx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from parts import NODES, RELATIONSHIPS, GivenRows, Stream, chosen, expected, parts, same, written
from tries import tries
from xlsxwriter.worksheet import Worksheet

from career_pathways.exports.formats.workbook import workbook
from career_pathways.exports.part import Part, graph_of, part_of_graph
from career_pathways.exports.text import xml_text
from career_pathways.loader.errors import WrongExport
from career_pathways.loader.schema import Property
from career_pathways.loader.stores.rows import GraphRows
from career_pathways.queries.selection import Choice

LABELS = {f"{label.name}s": label for label in NODES}
KINDS = {kind.name: kind for kind in RELATIONSHIPS if kind.name != "PROGRESSES_TO"} | {
    f"PROGRESSES_TO {kind.start}s": kind for kind in RELATIONSHIPS if kind.name == "PROGRESSES_TO"
}


@pytest.fixture(scope="module")
def file(whole_map: Part) -> bytes:
    return written(workbook, whole_map)


@pytest.fixture(scope="module")
def formatted(graph: nx.MultiDiGraph) -> Any:
    """The workbook of a route with its formats: of the whole map openpyxl takes a second to read them."""
    return read(written(workbook, chosen(graph, Choice(routes=frozenset({"construction"})))), streamed=False)


def read(file: bytes, *, streamed: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(file), read_only=streamed)


def rows(sheet: Any) -> Iterator[dict[str, Any]]:
    """The rows by the names in the first one. openpyxl shows what Excel escapes: "_x000D_" for "\\r"."""
    head, *others = sheet.iter_rows(values_only=True)
    for row in others:
        yield {k: unescape(v) if isinstance(v, str) else v for k, v in zip(head, row, strict=True)}


def value(declared: Property, cell: Any) -> Any:
    if cell is None:
        return "" if declared.type == "string" and not declared.optional else None
    if declared.type.endswith("list"):
        return json.loads(cell)
    return float(cell) if declared.type == "float" else cell


def graph_of_workbook(file: bytes) -> nx.MultiDiGraph:
    graph, book = nx.MultiDiGraph(), read(file)
    for sheet in book.worksheets:
        if label := LABELS.get(sheet.title):
            for row in rows(sheet):
                properties = {p.name: value(p, row.pop(p.name)) for p in label.properties}
                graph.add_node(properties["id"], label=label.name, **properties)
                assert not row
        elif kind := KINDS.get(sheet.title):
            for row in rows(sheet):
                ends = row.pop("origin"), row.pop("destination")
                graph.add_edge(*ends, kind.name, **{p.name: value(p, row.pop(p.name)) for p in kind.properties})
                assert not row
        else:
            assert sheet.title == "About"
    return graph


def said(part: Part) -> nx.MultiDiGraph:
    """What a workbook can say: text of XML, JSON of such text, numbers of 16 digits."""

    def as_said(value: Any) -> Any:
        if isinstance(value, float):
            return float(f"{value:.16g}")
        if isinstance(value, list):
            return json.loads(xml_text(json.dumps(value, ensure_ascii=False)))
        return xml_text(value) if isinstance(value, str) else value

    graph = graph_of(part)
    for attributes in (*(a for _, a in graph.nodes(data=True)), *(a for _, _, a in graph.edges(data=True))):
        attributes.update({name: as_said(value) for name, value in attributes.items()})
    return graph


def together(several: list[Part]) -> Part:
    """The parts as one, with other ids: a workbook of one is twenty files, which takes most of the time."""
    graph = nx.union_all(map(graph_of, several), rename=[f"{n}/" for n in range(len(several))])
    for id_, attributes in graph.nodes(data=True):
        attributes["id"] = id_
    return part_of_graph(graph, several[0].edition, {})


def part_of_titles(titles: Sequence[str], specialisms: tuple[str, ...] = ()) -> Part:
    """A part with an occupation for each title."""
    (label,) = (label for label in NODES if label.name == "Occupation")
    numbers = {"level": None, "level_min": 2, "level_max": 3}
    texts = {"column": "technical", "route": "care", "route_name": "Care"}
    stated: dict[str, Any] = {"id": "care/carer", "degree": False, "specialisms": list(specialisms), "lines": [7]}
    stated |= numbers | texts
    nodes = [{p.name: title if p.name == "title" else stated[p.name] for p in label.properties} for title in titles]
    edition = {"id": "0", "title": "small", "schema_version": 2, "parser_version": "0"}
    rows = GivenRows(GraphRows(nx.MultiDiGraph()), Occupation=nodes)
    return Part(edition, {}, {"Occupation": len(nodes)}, rows)


def part_of_title(title: str, specialisms: tuple[str, ...] = ()) -> Part:
    return part_of_titles([title], specialisms)


@settings(max_examples=tries(50))
@given(st.lists(parts(), min_size=10, max_size=10))
def test_random_parts_come_back_ten_in_a_workbook(several: list[Part]) -> None:
    part = together(several)
    assert same(graph_of_workbook(written(workbook, part)), said(part))


@pytest.mark.slow
def test_the_real_map_comes_back(whole_map: Part, file: bytes) -> None:
    assert same(graph_of_workbook(file), expected(whole_map, str))


def test_there_is_a_sheet_for_each_label_and_each_type_of_relationship_that_the_part_holds(file: bytes) -> None:
    names = read(file).sheetnames
    assert names == [
        *("About", "Routes", "Pathways", "Clusters", "Occupations", "Editions", "IN_CLUSTER", "IN_PATHWAY", "IN_ROUTE"),
        *("PROGRESSES_TO Clusters", "PROGRESSES_TO Occupations", "SHARED_ACROSS_ROUTES"),
    ]
    assert read(written(workbook, part_of_title("Carer"))).sheetnames == ["About", "Occupations"]
    assert max(map(len, (*LABELS, *KINDS))) <= 31


def test_the_first_row_is_bold_stays_in_sight_and_filters_the_rest(formatted: Any) -> None:
    for sheet in formatted.worksheets[1:]:
        assert all(cell.font.bold for cell in sheet[1])
        assert not any(cell.font.bold for cell in sheet[2])
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_columns_are_as_wide_as_what_they_hold_up_to_a_limit(formatted: Any) -> None:
    sheet = formatted["Occupations"]
    set_ = sheet.column_dimensions.values()  # one for neighbours of one width
    widths = {sheet.cell(1, column).value: d.width for d in set_ for column in range(d.min, d.max + 1)}
    level, column, title, id_ = (widths[name] for name in ("level", "column", "title", "id"))
    assert level < 10 < column < title <= id_ < 65


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "007", "1e5", "TRUE", "2017-12-01", "#N/A", "'quoted"),
        *("https://example.org", "mailto:a@b.c", "internal:About!A1", "external:c:\\x.xlsx"),
        *("a\rb", "a\r\nb", "a\nb", " a ", "\t", "\n", "_x000D_", "_x000d_\r", "_x005F_", "\r_x0041__x0042_"),
        *("<r>a</r>", "<r>a & b</r></is>\r_x000D_ </r>", "<r></r>", "<r><t>1</t></r>", "]]>", "&amp;"),
    ],
)
def test_text_is_text(text: str) -> None:
    book = read(written(workbook, part_of_title(text)), streamed=False)
    (cell,) = (row[1] for row in book["Occupations"].iter_rows(min_row=2))
    assert (unescape(cell.value), cell.data_type, cell.hyperlink) == (text, "s", None)


def test_any_mixture_of_what_the_format_escapes_comes_back() -> None:
    signs = ("<r>", "</r>", "<t>", "&", "_x000D_", "\r", "\n", " ", "a", "_")
    texts = ["".join(some) for n in range(4) for some in product(signs, repeat=n)]
    part = part_of_titles(texts)
    assert [row["title"] or "" for row in rows(read(written(workbook, part))["Occupations"])] == texts


def test_what_xml_cannot_say_becomes_a_replacement_character() -> None:
    (row,) = rows(read(written(workbook, part_of_title("a\0b\x0bc\ufffed\ud800")))["Occupations"])
    assert row["title"] == "a\ufffdb\ufffdc\ufffdd\ufffd"


def test_numbers_truths_lists_and_nulls_have_the_kind_of_cell_that_fits() -> None:
    (row,) = rows(read(written(workbook, part_of_title("", ("Beef", ""))))["Occupations"])
    assert row["title"] is row["level"] is None
    assert (row["level_min"], row["degree"]) == (2, False)
    assert type(row["degree"]) is bool
    assert (row["specialisms"], row["lines"]) == ('["Beef", ""]', "[7]")


def test_about_says_what_the_workbook_is_of_and_how_to_read_it(whole_map: Part, file: bytes) -> None:
    told = dict(read(file)["About"].iter_rows(values_only=True))
    assert list(told) == [
        *("Edition", "Source", "Licence", "Chosen", "Holds", "Note", "Made by", "Lists", "Empty cells")
    ]
    assert whole_map.edition["id"] in told["Edition"]
    assert "Open Government Licence" in told["Licence"]


@pytest.mark.parametrize("text", ["x" * 32_767, "\U0001f600" * 16_383])
def test_a_text_that_fills_a_cell_is_written_whole(text: str) -> None:
    (row,) = rows(read(written(workbook, part_of_title(text)))["Occupations"])
    assert row["title"] == text


@pytest.mark.parametrize("text", ["x" * 32_768, "\U0001f600" * 16_384])
def test_a_text_that_no_cell_holds_is_refused_with_the_cure(text: str) -> None:
    says = r"Occupations, title of care/carer: longer than the 32,767 characters of a cell\. Export to CSV or Parquet\."
    with pytest.raises(WrongExport, match=says):
        written(workbook, part_of_title(text))
    with pytest.raises(WrongExport, match="Occupations, specialisms of care/carer: longer"):
        written(workbook, part_of_title("Carer", (text,)))


def test_more_rows_than_a_sheet_holds_are_refused_with_the_cure(
    whole_map: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = Worksheet._check_dimensions

    def of_100_rows(sheet: Worksheet, row: int, *others: Any) -> int:
        return -1 if row >= 100 else checked(sheet, row, *others)

    monkeypatch.setattr(Worksheet, "_check_dimensions", of_100_rows)
    with pytest.raises(WrongExport, match=r"^Clusters, id of .*: row 101, which no sheet has\. Export to CSV"):
        written(workbook, whole_map)


@pytest.mark.slow
def test_the_same_part_is_the_same_bytes(whole_map: Part, file: bytes) -> None:
    assert written(workbook, whole_map) == file


def test_no_clock_is_in_it(file: bytes) -> None:
    book = ZipFile(io.BytesIO(file))
    dates = re.findall(r"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml").decode())
    assert set(dates) == {"1980-01-01T"}
    assert {entry.date_time[0] for entry in book.infolist()} == {1980}


@pytest.mark.parametrize("title", ["x" * 32_768, "Carer"])
def test_nothing_is_left_on_the_disk(title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    try:
        written(workbook, part_of_title(title))
    except WrongExport:
        assert title != "Carer"
    assert not list(tmp_path.iterdir())


def test_a_stream_that_takes_no_more_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="No space left") as raised:
        written(workbook, part_of_title("Carer"), Stream(room=0))
    assert type(raised.value) is OSError


def test_a_disk_that_takes_no_more_is_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ZipFile, "write", full)
    with pytest.raises(OSError, match="No space left") as raised:
        written(workbook, part_of_title("Carer"))
    assert type(raised.value) is OSError
