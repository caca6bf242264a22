"""Titles that are attacks or traps: each is read back from each of the fifteen formats, and nothing in them runs.

They are the names of routes, pathways, clusters and occupations, descriptions, specialisms and quotes too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import networkx as nx
import openpyxl
import pandas as pd
import pytest
import resvg_py
from hostile import HOSTILE, hostile_catalogue, hostile_document
from lxml import etree
from parts import chosen, expected, graph_of_tables, part_of, same, written
from readers import read as read_with
from stops import Stop, path
from test_csv_tables import read as read_csv
from test_csv_tables import tables
from test_cypher_script import held, run_embedded
from test_dot import SAID, in_dot, structure, to_be_drawn
from test_dot import read_back as read_back_dot
from test_drawing import read as read_title
from test_graph_json import graph_of_cytoscape, graph_of_node_link, strict
from test_mermaid import in_mermaid, occupations, to_be_read
from test_mermaid import read_back as read_back_mermaid
from test_neo4j_admin import files, imported
from test_neo4j_admin import read as read_neo4j_admin
from test_parquet import pair, rows_of_pandas, rows_of_polars, rows_of_pyarrow
from test_picture import shapes, texts
from test_rdf import FORMATS, Write, triples
from test_rdf import rebuilt as rebuilt_rdf
from test_workbook import graph_of_workbook
from test_workbook import said as said_in_a_workbook
from test_xml import GEXF, GRAPHML, Format
from xml_graphs import complaints, rebuilt

from career_pathways.exports.formats.graph_json import cytoscape, node_link
from career_pathways.exports.formats.workbook import workbook
from career_pathways.exports.part import Part, part_of_store
from career_pathways.exports.picture.map_picture import svg
from career_pathways.exports.picture.path_picture import drawn
from career_pathways.exports.picture.pixels import png
from career_pathways.exports.text import whole_text, xml_text
from career_pathways.loader.building import build
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries.selection import Choice

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, in rdflib


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    """All of them, built from a catalogue."""
    made = build_graph(hostile_catalogue())
    validate(made)
    return nx.freeze(made)


@pytest.fixture(scope="module")
def part(graph: nx.MultiDiGraph) -> Part:
    return part_of(graph)


def test_a_document_with_them_is_read_and_most_come_through_as_they_are(tmp_path: Path) -> None:
    """The others have what no title has: control and invisible characters, line ends, what looks like a level."""
    short = [text for text in HOSTILE if len(text) <= 200]
    (tmp_path / "hostile.txt").write_text(hostile_document(short), "utf-8")
    store = tmp_path / "own.kgl"
    document, _ = build(store, tmp_path / "hostile.txt", "none")
    written_down = [entry.title for _, _, cluster in document.catalogue.clusters() for entry in cluster.entries]
    assert len(set(HOSTILE) & set(written_down)) >= 50
    with EmbeddedStore(store) as opened:
        exported = read_csv(*tables(part_of_store(opened)))
    assert same(exported, expected(part_of(build_graph(document.catalogue)), whole_text))


def test_a_store_keeps_them_as_they_are(tmp_path: Path) -> None:
    made = build_graph(hostile_catalogue(text for text in HOSTILE if text == whole_text(text)))
    with EmbeddedStore(tmp_path / "own.kgl") as store:
        store.replace(made)
        assert same(expected(part_of_store(store), str), expected(part_of(made), str))


# Graphs and tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [pytest.param(GRAPHML, id="graphml"), pytest.param(GEXF, id="gexf")])
def test_graphml_and_gexf_say_them_as_far_as_xml_can(form: Format, part: Part) -> None:
    data = written(form.write, part)
    assert complaints(form.schema, data) == []
    assert same(rebuilt(form.read(BytesIO(data))), expected(part, xml_text))


def test_node_link_and_cytoscape_say_them(part: Part) -> None:
    wanted = expected(part, whole_text)
    assert same(graph_of_node_link(written(node_link, part)), wanted)
    assert same(graph_of_cytoscape(nx.cytoscape_graph(strict(written(cytoscape, part)))), wanted)


def test_csv_says_them_and_pandas_reads_no_title_as_missing_a_number_or_a_date(part: Part) -> None:
    nodes, relationships = tables(part)
    wanted = expected(part, whole_text)
    assert same(read_csv(nodes, relationships), wanted)
    frame = pd.read_csv(BytesIO(nodes), keep_default_na=False, na_values=[""], dtype_backend="numpy_nullable")
    titles = {id_: title for id_, title in wanted.nodes(data="title") if title is not None}
    occupations = frame[frame.label.isin(["Occupation", "Edition"])]
    assert dict(zip(occupations.id, occupations.title, strict=True)) == titles


def test_a_table_that_is_safe_for_spreadsheets_has_no_cell_that_begins_a_formula(part: Part) -> None:
    for table in tables(part, spreadsheet_safe=True):
        frame = pd.read_csv(BytesIO(table), dtype=str, keep_default_na=False)
        numbers = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
        for cell in frame.to_numpy().ravel():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d")) or numbers.fullmatch(
                cell
            )


def test_parquet_says_them(part: Part) -> None:
    tables_ = pair(part)
    for read in (rows_of_pyarrow, rows_of_polars, rows_of_pandas):
        assert same(graph_of_tables(*map(read, tables_)), expected(part, whole_text))


@pytest.mark.slow
def test_a_workbook_says_them_as_far_as_xml_can_and_holds_no_formula_and_no_link(part: Part) -> None:
    data = written(workbook, part)
    assert same(graph_of_workbook(data), said_in_a_workbook(part))
    kinds = {cell.data_type for sheet in openpyxl.load_workbook(BytesIO(data)) for row in sheet for cell in row}
    assert kinds <= {"s", "n", "b"}
    for name in ZipFile(BytesIO(data)).namelist():
        content = ZipFile(BytesIO(data)).read(name)
        assert not re.search(rb"<f[ >]|<hyperlink|TargetMode=.External|<ddeLink|externalLink", content), name


# Statements, and files for the import -------------------------------------------------------------------


def test_the_script_says_them_and_does_nothing_else(part: Part) -> None:
    assert same(held(run_embedded(part)), expected(part, whole_text))


def test_the_files_of_neo4j_admin_say_them(part: Part) -> None:
    made = files(part)
    assert same(read_neo4j_admin(made), imported(part))
    assert made["import.sh"].decode().isascii()


@pytest.mark.slow
@pytest.mark.parametrize("write", FORMATS)
def test_turtle_and_json_ld_say_them(write: Write, part: Part) -> None:
    assert same(rebuilt_rdf(triples(write, part)), expected(part, whole_text))


@pytest.mark.parametrize("write", FORMATS)
def test_turtle_and_json_ld_say_the_occupations(write: Write, graph: nx.MultiDiGraph) -> None:
    part = occupations(HOSTILE, graph)
    assert same(rebuilt_rdf(triples(write, part)), expected(part, whole_text))


# Drawings -----------------------------------------------------------------------------------------------


def pieces(graph: nx.MultiDiGraph) -> Iterator[Part]:
    """The routes, so many at a time as Mermaid draws."""
    routes = [id_ for id_, label in graph.nodes(data="label") if label == "Route"]
    for first in range(0, len(routes), 20):
        yield chosen(graph, Choice(routes=frozenset(routes[first : first + 20])))


@pytest.mark.slow
def test_graphviz_reads_them_and_finds_no_markup_and_no_address(part: Part) -> None:
    (found,) = structure(in_dot(part))
    assert read_back_dot(found) == to_be_drawn(part, *SAID)
    assert not {name for shape in found["objects"] for name in shape} & {"URL", "href", "image", "shapefile", "target"}
    assert not re.search(r"=\s*<", re.sub(r'"(\\.|[^"\\])*"', '""', in_dot(part)))


def test_graphviz_draws_them(graph: nx.MultiDiGraph) -> None:
    part = occupations(HOSTILE, graph)
    (picture,), _ = read_with("read_dot.mjs", [in_dot(part)], "svg", "dot")
    root = etree.fromstring(picture.encode(), etree.XMLParser(remove_comments=True))
    shapes_ = root.iterfind(".//{*}g[@class='node Occupation']")
    titles = {shape.findtext("{*}title"): shape.findtext("{*}text", "") for shape in shapes_}
    assert titles == {id_: caption for id_, (_, caption, _) in to_be_drawn(part).nodes.items()}
    is_inert(root)


@pytest.mark.slow
def test_mermaid_reads_them_and_finds_no_click_and_no_style(graph: nx.MultiDiGraph) -> None:
    several = list(pieces(graph))
    answers, _ = read_with("read_mermaid.mjs", [in_mermaid(one) for one in several])
    for one, found in zip(several, answers, strict=True):
        assert read_back_mermaid(one, found) == to_be_read(one, "basis")
        lines = [line.strip() for line in in_mermaid(one).splitlines()]
        assert not [line for line in lines if line.startswith(("click", "style", "linkStyle", "%%{", "href"))]


@pytest.mark.slow
def test_mermaid_draws_them(graph: nx.MultiDiGraph) -> None:
    part = occupations([text for text in HOSTILE if len(text) < 100], graph)
    (found,), _ = read_with("read_mermaid.mjs", [in_mermaid(part)], "drawn")
    assert read_back_mermaid(part, found) == to_be_read(part)


def is_inert(root: etree._Element) -> None:
    """Nothing in a picture runs, is loaded or leads anywhere."""
    for shape in root.iter():
        assert etree.QName(shape).localname not in {"script", "foreignObject", "a", "image", "use", "style", "iframe"}
        for name, value in shape.attrib.items():
            assert not etree.QName(name).localname.lower().startswith(("on", "href", "src")), name
            assert name != "style" or (shape is root and value == "max-width:100%;height:auto")
            assert not re.search(r"(?i)url\(|javascript:", value) or name in {"data-id", "data-from", "data-to"}


def test_svg_shows_them_and_is_inert(graph: nx.MultiDiGraph, part: Part) -> None:
    root = etree.fromstring(written(svg, part))
    is_inert(root)
    for kind, size, label in (("cluster", "title", "Cluster"), ("pathway", "heading", "Pathway")):
        shown = {g.get("data-id"): "".join(texts(g, size)) for g in shapes(root, kind)}
        assert shown.keys() == {id_ for id_, of in graph.nodes(data="label") if of == label}
        assert all(solid(text) == solid(graph.nodes[id_]["name"]) for id_, text in shown.items())
    shown = {g.get("data-id"): texts(g, "text")[1] for g in shapes(root, "occupation")}
    assert shown.keys() == {id_ for id_, of in graph.nodes(data="label") if of == "Occupation"}
    assert all(solid(text) == solid(graph.nodes[id_]["title"]) for id_, text in shown.items())


def test_a_drawn_path_shows_them_and_is_inert() -> None:
    for title in HOSTILE:
        stops: list[Stop] = [("a", title, 2, "technical", title), ("b", "B", 4, "higher_technical", title)]
        root = etree.fromstring(drawn(path(stops, ["same_row"])).svg.encode())
        assert solid("".join(read_title(shapes(root, "occupation")[0], "title").split())) == solid(title)
        is_inert(root)


def solid(text: str) -> str:
    """A text as a picture says it, but for where it is folded."""
    return "".join(xml_text(text).split())


def test_png_is_drawn_of_the_same_picture(graph: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture in pixels cannot be read back: it is the one that the reader of SVG is given."""
    asked: list[str] = []

    def pixels(svg_string: str, **_: object) -> bytes:
        asked.append(svg_string)
        return svg_string.encode()

    one = chosen(graph, Choice(routes=frozenset({"end"})))
    monkeypatch.setattr(resvg_py, "svg_to_bytes", pixels)
    written(png, one)
    assert asked[-1].encode() == written(svg, one)
