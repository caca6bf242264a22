"""What a notebook shows of answers, paths, parts of the map and the map, and what a prompt does."""

from __future__ import annotations

import re
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path as File

import networkx as nx
import pytest
from imports import map_of_rows
from lxml import etree
from small_graph import small_graph, with_title
from test_answers import ANSWERS, NONE

from career_pathways.explorer.explorer import Explorer
from career_pathways.queries.answers import Rows
from career_pathways.queries.rows.paths import Path, Paths

SVG = "{http://www.w3.org/2000/svg}svg"


@pytest.fixture(scope="module")
def explorer(graph: nx.MultiDiGraph) -> Explorer:
    return Explorer.of(graph)


@pytest.fixture(scope="module")
def small() -> Explorer:
    return Explorer.of(small_graph())


def shown(answer: object) -> str:
    """What a notebook shows, which is well-formed, and runs and loads nothing."""
    html: str = answer._repr_html_()  # type: ignore[attr-defined]
    etree.fromstring(f"<div>{html}</div>", etree.XMLParser(huge_tree=True))
    assert not re.search(r"<script|<link|<svg|\son\w+=|href=|url\(", html)  # of which Jupyter takes SVG for letters
    assert html.count("src=") == html.count("<img") == len(pictures(html))
    for picture in pictures(html):
        etree.fromstring(picture)
        assert not re.search(r"<script|<foreignObject|<image|\son\w+=|href=|url\(", picture)
    return html


def pictures(html: str) -> list[str]:
    """The drawings in it."""
    return [b64decode(held).decode() for held in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)]


def words(html: str) -> list[str]:
    """The texts of it."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(html)
    return found


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_shown_readably_and_in_short(small: Explorer, name: str) -> None:
    for answer in (answer(small) for answers in (ANSWERS, NONE) if (answer := answers.get(name))):
        html, text = shown(answer), repr(answer)
        assert "<table>" in html and html.count("<tr>") <= 35
        assert "object at" not in text and len(text.splitlines()) < 15 and len(text) < 2_000
        assert len(answer) or isinstance(answer, Path | Paths) or "nothing found" in html


@pytest.mark.parametrize("name", sorted(set(ANSWERS) - {"cypher", "ask links-ahead", "path", "paths"}))
def test_a_table_has_the_columns_that_people_read(small: Explorer, name: str) -> None:
    html = shown(ANSWERS[name](small))
    headings = re.findall(r"<th[^>]*>(.*?)</th>", html)
    assert 2 <= len(headings) <= 10 and not {"id", "by_title", "cost", "from_cluster"} & set(headings)


def test_a_table_has_the_first_rows_how_many_there_are_and_the_notes(explorer: Explorer) -> None:
    everything = shown(explorer.ask("occupations"))
    assert everything.count("<tr>") == 21 and "20 of 789 rows" in everything
    assert "There are more than these" in shown(explorer.ask("occupations", limit=5))
    assert "looked for" in shown(explorer.search("towr crane"))
    assert "There is no other edition." in words(shown(explorer.became("Roofer")))
    of_each = shown(explorer.gaps())
    assert all(f">{kind}<" in of_each for kind in {gap.kind for gap in explorer.gaps()})
    assert ">not stated<" not in of_each and ">6 or 7 (not stated)<" not in of_each  # routes and pathways have no level


def test_steps_say_why_they_are_steps_and_that_they_are_inferred(explorer: Explorer) -> None:
    said = words(shown(explorer.next("Butcher", in_route="sales")))
    assert "next level up in the same trade; shared words: butcher and retail" in said
    assert any(text.startswith("A progression is inferred") for text in said)


def test_a_path_is_its_drawing_with_its_steps_in_words_below(explorer: Explorer) -> None:
    path = explorer.path("Butcher", "Retail management", in_route="engineering")
    html = shown(path)
    assert html.count("<img") == 1 and html.count("<table>") == 1
    said = words(html)
    for link in path:
        assert {link.title, str(link.line)} <= set(said)
        assert link.quote is None or link.quote in said
    assert any("same occupation" in text for text in said) and any("next level up" in text for text in said)
    several = explorer.paths("Butcher", "Retail management", in_route="engineering", choice="alternatives")
    assert shown(several).count("<img") == 1 and shown(several).count("<table>") == len(several)


def test_a_part_is_its_picture_and_one_too_large_says_how_large_it_is(explorer: Explorer) -> None:
    assert "<img" in shown(explorer.part(routes=["engineering"]))
    whole = shown(explorer.part())
    assert "<img" not in whole and "1,007 nodes" in whole and "789" in words(whole)
    assert "No relationship is left" in shown(explorer.part(only=["Route"]))


def test_the_map_says_what_it_holds_and_a_closed_one_that_it_is(explorer: Explorer) -> None:
    said = "Explorer of edition 2017 (occupational-maps-2017.txt): 15 routes, 789 occupations, 5,035 progressions"
    assert repr(explorer) == said and words(shown(explorer)) == [said]
    assert repr(Explorer.open("none.kgl")).startswith("Explorer: ")
    with Explorer.of(small_graph()) as closed:
        pass
    assert repr(closed) == "Explorer: the map was held in memory, and is closed. Build it again."


def test_every_text_is_escaped() -> None:
    title = "<script>alert(1)</script> & \x1b[31m"
    explorer = Explorer.of(with_title(small_graph(), "care/nurse-5", title))
    for answer in (
        explorer.next("care/carer-2"),
        explorer.path("care/carer-2", "care/nurse-5"),
        explorer.part(),
        explorer.cypher("MATCH (o {id: 'care/nurse-5'}) RETURN o, o.title AS `<b>`"),
    ):
        everything = shown(answer) + "".join(pictures(shown(answer)))
        assert "alert(1)" in everything and "\x1b" not in everything + repr(answer)


def test_an_imported_map_is_shown_without_what_only_the_document_has(tmp_path: File) -> None:
    rows = [("1", "Fitter", "2", "Yard", "Shop", "2"), ("2", "Master", "3", "Yard", "Shop", "")]
    explorer = Explorer.of(map_of_rows(tmp_path, rows))
    steps = explorer.next("Fitter")
    assert "like" not in shown(steps) and "Its tables state the progressions" in shown(steps)
    of_path = words(shown(explorer.path("Fitter", "Master")))
    assert "next level up, stated in a table" in of_path and "row" in of_path and "the document says" not in of_path
    assert "<img" in shown(explorer.part())


def test_an_answer_without_an_explorer_is_shown_as_text(monkeypatch: pytest.MonkeyPatch, small: Explorer) -> None:
    monkeypatch.setattr(Rows, "_html", None)
    assert small.next("care/carer-2")._repr_html_() is None  # and so a notebook shows its text


def test_a_prompt_shows_the_first_rows_in_a_line_each(explorer: Explorer) -> None:
    assert repr(explorer.next("Butcher", in_route="sales")).splitlines()[:2] == [
        "next-steps(id='sales-and-marketing-and-procurement/butcher-2'): 8 rows",
        "  Advanced butcher (3), Sales and Marketing and Procurement",
    ]
    assert repr(explorer.ask("routes")).splitlines()[3] == (
        "  care-services, Care Services, line 86, pathways 1, clusters 5, occupations 15"
    )
    few = explorer.cypher("MATCH (o:Occupation) WHERE o.level IS NULL RETURN 'a', o.level, 1", limit=1)
    assert repr(few).splitlines()[1:] == ["  a, null, 1", "  There are more than these; `limit=None` shows all."]
    assert repr(explorer.paths("Butcher", "Retail management", in_route="sales")).endswith(
        "1 row\n  Butcher (2) → Advanced butcher (3) → Retail manager (4) → Retail management (6)"
    )
