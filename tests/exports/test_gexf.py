"""GEXF, read by networkx and checked against the format's schema."""

from __future__ import annotations

from io import BytesIO

import networkx as nx
import pytest
from hypothesis import given, settings
from lxml import etree
from parts import Stream, counted, expected, part_of_seed, parts, same, written
from tries import tries
from xml_graphs import SCHEMAS, complaints, rebuilt

from career_pathways.exports.formats.gexf import gexf
from career_pathways.exports.part import Part
from career_pathways.exports.text import xml_text

SCHEMA = etree.XMLSchema(file=SCHEMAS / "gexf.xsd")
NAMESPACE = "{http://www.gexf.net/1.2draft}"
MEANT_BY_GEXF = set("id label type start end pid viz spells slices parents weight source target for kind key".split())


@settings(max_examples=tries(500))
@given(parts())
def test_what_networkx_reads_is_what_was_written(part: Part) -> None:
    data = written(gexf, part)
    assert complaints(SCHEMA, data) == []
    assert same(rebuilt(nx.read_gexf(BytesIO(data))), expected(part, xml_text))


def test_the_whole_map_keeps_to_the_schema_and_is_read_back(whole_map: Part) -> None:
    data = written(gexf, whole_map)
    assert complaints(SCHEMA, data) == []
    read = nx.read_gexf(BytesIO(data))
    assert same(rebuilt(read), expected(whole_map, str))
    assert list(read) == [node.id for node in whole_map.nodes()]


def test_no_attribute_is_named_by_a_word_of_the_format() -> None:
    root = etree.fromstring(written(gexf, part_of_seed(3)))
    titles = [attribute.get("title") for attribute in root.iter(f"{NAMESPACE}attribute")]
    assert titles
    assert not MEANT_BY_GEXF & set(titles)


def test_edges_are_directed_and_weigh_the_same(whole_map: Part) -> None:
    root = etree.fromstring(written(gexf, whole_map))
    assert root.find(f"{NAMESPACE}graph").attrib == {"defaultedgetype": "directed", "mode": "static"}
    assert {tuple(edge.keys()) for edge in root.iter(f"{NAMESPACE}edge")} == {("id", "source", "target")}


def test_the_facts_of_the_edition_stand_at_the_head_and_no_date(whole_map: Part) -> None:
    meta = etree.fromstring(written(gexf, whole_map))[0]
    assert (meta.tag, dict(meta.attrib)) == (f"{NAMESPACE}meta", {})
    told = meta.findtext(f"{NAMESPACE}description")
    assert all(word in told for word in ("occupational-maps-2017.txt", "Open Government Licence", "inferred"))
    assert meta.findtext(f"{NAMESPACE}creator").startswith("career-pathways ")


def test_each_row_is_read_once_and_the_stream_only_written() -> None:
    part, asked, out = part_of_seed(3), list[str](), BytesIO()
    gexf(counted(part, asked), out)
    assert asked == ["nodes", "relationships"]
    assert out.getvalue() == written(gexf, part)


@pytest.mark.parametrize("room", [0, 5_000])
def test_a_stream_that_takes_no_more_is_an_error(room: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        written(gexf, part_of_seed(3), Stream(room))
