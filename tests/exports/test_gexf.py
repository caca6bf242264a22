"""GEXF: what Gephi makes of its elements; test_xml.py has what holds for GraphML too."""

from __future__ import annotations

import pytest
from lxml import etree
from parts import part_of_seed, written
from xml_graphs import SCHEMAS

from career_pathways.exports.formats.gexf import gexf
from career_pathways.exports.part import Part

SCHEMA = etree.XMLSchema(file=SCHEMAS / "gexf.xsd")
NAMESPACE = "{http://www.gexf.net/1.2draft}"
MEANT_BY_GEXF = set("id label type start end pid viz spells slices parents weight source target for kind key".split())


def test_no_attribute_is_named_by_a_word_of_the_format() -> None:
    root = etree.fromstring(written(gexf, part_of_seed(3)))
    titles = [attribute.get("title") for attribute in root.iter(f"{NAMESPACE}attribute")]
    assert titles
    assert not MEANT_BY_GEXF & set(titles)


@pytest.mark.slow
def test_nodes_have_the_ids_of_the_map_and_edges_are_directed_and_weigh_the_same(whole_map: Part) -> None:
    root = etree.fromstring(written(gexf, whole_map))
    assert [node.get("id") for node in root.iter(f"{NAMESPACE}node")] == [node.id for node in whole_map.nodes()]
    assert root.find(f"{NAMESPACE}graph").attrib == {"defaultedgetype": "directed", "mode": "static"}
    assert {tuple(edge.keys()) for edge in root.iter(f"{NAMESPACE}edge")} == {("id", "source", "target")}


@pytest.mark.slow
def test_who_made_it_stands_at_the_head_and_no_date(whole_map: Part) -> None:
    meta = etree.fromstring(written(gexf, whole_map))[0]
    assert (meta.tag, dict(meta.attrib)) == (f"{NAMESPACE}meta", {})
    assert meta.findtext(f"{NAMESPACE}creator").startswith("career-pathways ")
