"""docs/cypher.md shows the functions that the guard lets through, and what the embedded store does with each."""

from __future__ import annotations

import re

from cypher_page import rows
from places import DOCS

from career_pathways.loader.schema import NODES, RELATIONSHIPS


def test_the_page_shows_each_function_as_the_list_has_it() -> None:
    page = (DOCS / "cypher.md").read_text("utf-8")
    shown = page.partition("<!-- functions -->\n")[2].partition("<!-- end -->")[0]
    assert shown.strip().splitlines() == list(rows())


def test_what_the_page_begins_with_names_labels_types_and_properties_that_there_are() -> None:
    begins = (DOCS / "cypher.md").read_text("utf-8").partition("## Begin here\n")[2].partition("\n## ")[0]
    properties = {label.name: {known.name for known in label.properties} for label in NODES}
    lines = re.findall(r"^\| ((?:`[A-Z]\w+`(?:, )?)+) \| (.+?) \|", begins, re.MULTILINE)
    named = [(label, re.findall(r"\w+", of)) for labels, of in lines for label in re.findall(r"\w+", labels)]
    assert {label for label, _ in named} == properties.keys() - {"Edition"}
    assert all(properties[label].issuperset(of) for label, of in named)
    assert set(re.findall(r"`([A-Z]+_[A-Z_]+)`", begins)) == {kind.name for kind in RELATIONSHIPS} - {"RELATED_TO"}
