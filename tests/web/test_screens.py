"""The pages without a script: each screen answers through links and forms, and says all to whoever cannot see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import networkx as nx
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from career_pathways.explorer.serving.served import Served
from career_pathways.explorer.web.fields import LABELS
from career_pathways.explorer.web.html import Html, document, element
from career_pathways.explorer.web.page import SCREENS
from career_pathways.explorer.web.questions import QUESTIONS
from career_pathways.explorer.web.server import application
from career_pathways.loader.stores.embedded import EmbeddedStore

PAGES = {
    "/": ["Where can a job lead?", "Construction"],
    "/search?q=roofer": ["Search: roofer", "Roofer"],
    "/search?q=hairdresser": ["Nothing found.", "The map has no 'Hairdresser'."],
    "/search?q=hairdreser&limit=1": ["Search: hairdreser"],
    "/occupation?from=Roofer": ["Roofer (2)", "line 147 of the document", "What can I do next?"],
    "/next?from=Roofer": ["What can I do next as Roofer (2)?", "Site inspector", "Up to supervision and management"],
    "/next?level=2&route=construction&limit=2": ["a worker of level 2", "Show all"],
    "/before?to=Facilities manager": ["What leads to Facilities manager", "Go on"],
    "/reach?from=Commis chef": ["Where can Commis chef (2) lead?"],
    "/reach?from=Registered nurse&backwards=true": ["What can lead to Registered nurse"],
    "/reach?from_level=2&from_levels=2&to_route=digital": ["This cannot be answered"],
    "/reach?from_levels=3&to_route=digital": ["a set of occupations"],
    "/path?from=Butcher&to=Retail management&in=sales": [
        *["From Butcher (2) to Retail management (6)", "Advanced butcher", "Line 499 of the document", "`by=steps`"]
    ],
    "/path?from=Commis chef&to=Senior chef culinary arts&choice=alternatives": ["Path 1 of"],
    "/path?from=Roofer&to=Retailer": ["There is no path", "Nearest to it within reach"],
    "/compare?first=Roofer&second=Bricklayer": ["They first meet"],
    "/map?route=sales&at=sales-and-marketing-and-procurement/butcher-2": [
        "Specialist Retail Assistant",
        "Retail Manager",
    ],
    "/map?at=Roofer": ["The map: Construction", 'aria-current="true"'],
    "/map?route=hair": ["The document holds no table of this route."],
    "/gaps?route=construction": ["level jump"],
    "/gaps?figure=matrix": ["Each number"],
    "/shared?route=construction": ["also in"],
    "/questions": ["dead-ends"],
    "/questions/dead-ends": ["goes on in"],
    "/questions/next-steps?id=Roofer": ["Site inspector", "basis"],
    "/cypher?q=MATCH (r:Route) RETURN r.name AS name": ["Construction"],
    "/editions": ["2017"],
    "/about": ["Open Government Licence", "WCAG 2.2"],
    "/next?from=carpenter": ["Which one is meant?", "Advanced carpentry and joinery (3), Construction"],
    "/next?from=zzzzzz": ["No occupation 'zzzzzz'"],
    "/map?at=zzzzzz": ["No occupation 'zzzzzz'"],
    "/next?from=Roofer&steps=9": ["a number from 1 to 5"],
    "/next?level=2&route=moon": ("No route 'moon'", "Transport and Logistics"),
    "/path?from=Roofer&to=construction/construction-site-management-6&max_level_gap=1": (
        "No path from Roofer (2) to Construction site management (6) keeps these conditions: without",
    ),
    "/path?from=construction/construction-site-management-6&to=Roofer": ("The way in the other direction",),
    "/cypher?q=MATCH (n) DELETE n": (
        "DELETE cannot stand here",
        "A statement that only reads",
        "MATCH (n) DELETE n</textarea>",
    ),
    "/questions/nowhere": ["No question 'nowhere'"],
    **{
        f"/{name}": ["form"]
        for name in ("search", "next", "before", "reach", "path", "compare", "cypher", "diff", "map")
    },
}
"""Addresses, and what stands on their pages."""


def parsed(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "lxml")


def faults(page: BeautifulSoup) -> Iterator[str]:
    """What keeps somebody from using a page who cannot see it."""
    if len(page.find_all("h1")) != 1 or page.html is None or page.html.get("lang") != "en-GB":
        yield "h1, lang"
    if [len(page.find_all(name)) for name in ("main", "header", "footer")] != [1, 1, 1]:
        yield "landmarks"
    headings = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3"])]
    if any(below > above + 1 for above, below in pairwise(headings)):
        yield "headings skip a level"
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    yield from (f"id {id_} twice" for id_, number in ids.items() if number > 1)
    labelled = {label.get("for") for label in page.find_all("label")}
    for field in page.find_all(["input", "select", "textarea"]):
        if field.get("id") not in labelled and not field.get("aria-label") and not field.find_parent("label"):
            yield f"no label: {field}"
    for table in page.find_all("table"):
        if not table.caption or not all(th.get("scope") for th in table.find_all("th")):
            yield f"caption, scope: {table.caption}"
    yield from (f"empty link: {link}" for link in page.find_all("a") if not link.get_text(strip=True))
    for group in page.find_all("fieldset"):
        if not group.legend:
            yield "no legend"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_what_it_should_to_everybody(client: TestClient, address: str) -> None:
    response = client.get(address)
    page = parsed(response.text)
    text = " ".join(page.get_text(" ").split())
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.status_code < 500
    assert [one for one in PAGES[address] if one not in text and one not in response.text] == []
    assert "--" not in text
    assert list(faults(page)) == []


def test_pages_have_titles_of_their_own(client: TestClient) -> None:
    titles = [str(parsed(client.get(a).text).title.string) for a in list(PAGES)[:25]]  # type: ignore[union-attr]
    assert {title: number for title, number in Counter(titles).items() if number > 1} == {}
    assert all("Career Pathways" in title for title in titles)


@pytest.mark.slow
def test_every_link_of_these_pages_leads_to_an_answer_and_every_screen_is_led_to(client: TestClient) -> None:
    """The first links of each kind, page and number of parameters."""
    found: dict[tuple[str, int], str] = {}
    for address in (
        "/",
        "/next?from=Roofer",
        "/path?from=Roofer&to=Site inspector",
        "/gaps",
        "/next?from=carpenter",
        "/map",
    ):
        for link in parsed(client.get(address).text).find_all("a"):
            target = urlsplit(urljoin(address, str(link["href"])))
            if not target.netloc and target.path:
                found.setdefault((target.path, target.query.count("=")), f"{target.path}?{target.query}")
    assert {path for path, _ in found} >= set(SCREENS)
    assert {link: code for link in found.values() if (code := client.get(link).status_code) != 200} == {}


def test_a_form_asks_what_its_fields_say(client: TestClient) -> None:
    page = parsed(client.get("/next?from=Roofer&level=2,3&route=construction&degree=true").text)
    assert page.find(id="f-from")["value"] == "Roofer"  # type: ignore[index]
    assert [box["value"] for box in page.find_all("input", checked=True)] == ["2", "3", "true"]
    chosen = page.find(id="f-route").find("option", selected=True)  # type: ignore[union-attr]
    assert chosen is None or chosen["value"] in {"", "construction"}
    empty = "/next?from=Roofer&in=&steps=1&limit=10&route=&column="  # as a browser sends a form
    assert client.get(empty).status_code == 200


def test_every_parameter_has_a_label(client: TestClient) -> None:
    names = {p.name for question in list(QUESTIONS.values())[:12] for p in question.parameters}
    assert {name for name in names if name.removeprefix("from_").removeprefix("to_") not in LABELS} == set()
    assert client.get("/next").status_code == 200


@pytest.fixture(scope="module")
def hostile(hostile_map: nx.MultiDiGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server over a map whose titles, quotes and names are meant to break a page."""
    store = tmp_path_factory.mktemp("hostile") / "own.kgl"
    EmbeddedStore(store).replace(hostile_map)
    with TestClient(application(Served(store)), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.slow
def test_hostile_titles_are_text_and_nothing_else(hostile: TestClient) -> None:
    ids = [f"construction/{name}" for name in ("roofer-2", "site-inspector", "bricklayer-2", "carpentry-and-joinery-2")]
    pages = [
        f"/{screen}={id_}" for screen in ("occupation?from", "next?from", "before?to", "reach?from") for id_ in ids
    ]
    pages += ["/map?route=construction", "/gaps", "/shared", "/search?q=script", "/search?q=<script>alert(2)</script>"]
    pages += [f"/path?from={ids[0]}&to={ids[1]}", "/next?from=</title><script>alert(3)</script>"]
    shown = ""
    for address in pages:
        response = hostile.get(address)
        page = parsed(response.text)
        assert {str(tag) for tag in page.find_all("script")} <= {'<script src="/served.js" type="module"></script>'}
        assert page.find_all(["img", "svg", "iframe", "b"]) == []
        assert [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")] == []
        assert [a["href"] for a in page.find_all("a") if not str(a["href"]).startswith(("/", "#", "?"))] == []
        assert "\u202e" not in response.text
        shown += page.get_text()
    assert "<script>alert(1)</script>" in shown
    assert "javascript:alert(1)" in shown
    assert "{{7*7}} ${7*7} {route} %s" in shown


def test_the_builder_escapes_every_text_and_leads_nowhere_else() -> None:
    text = '<a href="x">\'&'
    assert (
        element("p", text, title=text).text
        == '<p title="&lt;a href=&quot;x&quot;&gt;&#x27;&amp;">&lt;a href="x"&gt;\'&amp;</p>'
    )
    assert element("p", [Html("<b>"), None, ["x", 1]]).text == "<p><b>x1</p>"
    assert document(lang="en").startswith('<!doctype html>\n<html lang="en">')
    for address in (
        "javascript:alert(1)",
        "//evil.example",
        "data:text/html,x",
        "/\\evil.example",
        "http://evil.example",
        "",
    ):
        with pytest.raises(ValueError, match="no address of a page"):
            element("a", "x", href=address)


def test_the_style_and_the_picture_of_the_tab_are_served_once(client: TestClient) -> None:
    for name, kind in (("explorer.css", "text/css"), ("icon.svg", "image/svg+xml")):
        first = client.get(f"/{name}")
        assert first.headers["content-type"].startswith(kind)
        assert client.get(f"/{name}", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_style_sheet_gives_long_words_room_and_a_print_of_its_own() -> None:
    style = (Path(__file__).parents[2] / "web" / "src" / "style.css").read_text("utf-8")
    assert all(rule in style for rule in ("overflow-wrap: anywhere", "@media print", "prefers-color-scheme: dark"))
