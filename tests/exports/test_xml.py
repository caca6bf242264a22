"""What holds for GraphML and for GEXF: networkx reads the map back, the format's schema finds nothing wrong."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple

import networkx as nx
import pytest
from hypothesis import given, settings
from lxml import etree
from parts import Stream, counted, expected, part_of_seed, parts, same, written
from tries import tries
from xml_graphs import SCHEMAS, complaints, rebuilt

from career_pathways.exports.formats.gexf import gexf
from career_pathways.exports.formats.graphml import graphml
from career_pathways.exports.part import Part
from career_pathways.exports.text import xml_text
from career_pathways.exports.xml_elements import element_of


class Format(NamedTuple):
    """A format, and what reads it."""

    write: Callable[[Part, Any], None]
    read: Callable[[BytesIO], nx.MultiDiGraph]
    schema: etree.XMLSchema


GRAPHML = Format(
    graphml, lambda file: nx.read_graphml(file, force_multigraph=True), etree.XMLSchema(file=SCHEMAS / "graphml.xsd")
)
GEXF = Format(gexf, nx.read_gexf, etree.XMLSchema(file=SCHEMAS / "gexf.xsd"))

of_each_format = pytest.mark.parametrize("form", [pytest.param(GRAPHML, id="graphml"), pytest.param(GEXF, id="gexf")])


@of_each_format
@settings(max_examples=tries(500))
@given(part=parts())
def test_what_networkx_reads_is_what_was_written(form: Format, part: Part) -> None:
    data = written(form.write, part)
    assert complaints(form.schema, data) == []
    assert same(rebuilt(form.read(BytesIO(data))), expected(part, xml_text))


@pytest.mark.slow
@of_each_format
def test_the_whole_map_keeps_to_the_schema_and_is_read_back(form: Format, whole_map: Part) -> None:
    data = written(form.write, whole_map)
    assert complaints(form.schema, data) == []
    assert same(rebuilt(form.read(BytesIO(data))), expected(whole_map, str))


@pytest.mark.slow
@of_each_format
def test_the_facts_of_the_edition_stand_at_the_head(form: Format, whole_map: Part) -> None:
    head = "".join(etree.fromstring(written(form.write, whole_map))[0].itertext())
    assert all(word in head for word in ("occupational-maps-2017.txt", "Open Government Licence", "inferred"))


@of_each_format
def test_each_row_is_read_once_and_the_stream_only_written(form: Format) -> None:
    part, asked, out = part_of_seed(3), list[str](), BytesIO()
    form.write(counted(part, asked), out)
    assert asked == ["nodes", "relationships"]
    assert out.getvalue() == written(form.write, part)


def test_a_text_of_more_than_ten_million_bytes_is_written() -> None:
    """teemtee/tmt#3363, ncclient/ncclient#185: the parser that checks what is written refused a long text."""
    long = "a" * 10_000_001
    assert element_of("node", {"id": long}, (f"<data>{long}</data>",))[0].text == long


@of_each_format
@pytest.mark.parametrize("room", [0, 5_000])
def test_a_stream_that_takes_no_more_is_an_error(form: Format, room: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        written(form.write, part_of_seed(3), Stream(room))
