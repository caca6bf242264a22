"""docs/cypher.md shows the functions that the guard lets through, and what the embedded store does with each."""

from __future__ import annotations

from cypher_page import rows
from places import DOCS


def test_the_page_shows_each_function_as_the_list_has_it() -> None:
    page = (DOCS / "cypher.md").read_text("utf-8")
    shown = page.partition("<!-- functions -->\n")[2].partition("<!-- end -->")[0]
    assert shown.strip().splitlines() == list(rows())
