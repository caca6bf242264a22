"""What WCAG 2.2 AA asks of the pages, in a real browser, and of the colours by themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import networkx as nx
import pytest
from places import ROOT
from pypdf import PdfReader
from starlette.testclient import TestClient

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.web.one_file import one_file
from career_pathways.explorer.web.page import ACCESSIBILITY

STYLE = (ROOT / "web" / "src" / "style.css").read_text("utf-8")

PAGES = {
    "search": "/search?q=nurse",
    "next": "/next?from=Roofer",
    "path": "/path?from=Butcher&to=Retail management&in=sales",
    "map": "/map?route=catering-and-hospitality",
}
"""Pages of a server, as they are without a script."""


def test_the_statement_of_accessibility_is_one(client: TestClient) -> None:
    about = (ROOT / "web" / "src" / "screens" / "about.ts").read_text("utf-8")
    joined = re.sub(r'" \+\s+"', "", about)
    documented = " ".join((ROOT / "docs" / "web.md").read_text("utf-8").split())
    for text in ACCESSIBILITY:
        assert [text in where for where in (joined, documented, client.get("/about").text)] == [True] * 3


@pytest.mark.slow
@pytest.mark.browser
def test_the_pages_are_for_everybody(
    explorer: Explorer, hostile_map: nx.MultiDiGraph, client: TestClient, tmp_path: Path
) -> None:
    looked_at(explorer, hostile_map, client, tmp_path)
    for name, reason in {"next": "Related .9107 =", "path": "The same occupation, in another route"}.items():
        printed = " ".join(page.extract_text() for page in PdfReader(tmp_path / "pages" / f"{name}.pdf").pages)
        assert reason.replace(" ", "") in re.sub(r"\s", "", printed).replace("0.", ".")
        assert not re.search("Another|Swap|Save it|Compare|Search", printed)


@pytest.mark.soak
def test_the_pages_are_for_everybody_by_all_rules_everywhere(
    explorer: Explorer, hostile_map: nx.MultiDiGraph, client: TestClient, tmp_path: Path
) -> None:
    looked_at(explorer, hostile_map, client, tmp_path, "all")


def looked_at(
    explorer: Explorer, hostile_map: nx.MultiDiGraph, client: TestClient, folder: Path, *options: str
) -> None:
    """The file and the pages of a server, looked at in a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "no Chromium: `make test` installs it"
    (folder / "map.html").write_text(one_file([explorer]), "utf-8")
    pages = folder / "pages"
    pages.mkdir()
    (pages / "hostile.html").write_text(one_file([Explorer.of(hostile_map)]), "utf-8")
    style = client.get("/explorer.css").text
    for name, address in PAGES.items():
        text = re.sub(r"<script.*?</script>|<link.*?>", "", client.get(address).text)
        (pages / f"{name}.html").write_text(text.replace("</head>", f"<style>{style}</style></head>"), "utf-8")
    program = ["node", ROOT / "web" / "tests" / "accessibility.mjs", folder / "map.html", chromium, pages, *options]
    ran = subprocess.run(program, capture_output=True, text=True, check=False, timeout=300)
    print(ran.stdout)
    assert ran.returncode == 0, ran.stderr


def colours(scheme: str) -> dict[str, tuple[float, ...]]:
    """The colours of the style sheet by their names, each as the light that it gives, of red, green and blue."""
    rules = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    found = dict(re.findall(r"--([\w-]+): #([0-9a-f]{6})", rules[0]))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): #([0-9a-f]{6})", rules[1]))
    parts = {name: [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)] for name, code in found.items()}
    return {
        name: tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in three)
        for name, three in parts.items()
    }


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast of two colours, as WCAG defines it."""
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (high + 0.05) / (low + 0.05)


BANDS = ("technical", "higher", "professional")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_have_the_contrast_that_text_and_borders_need(scheme: str) -> None:
    of = colours(scheme)
    grounds = ["paper", "raised"]
    tints = [f"{band}-tint" for band in BANDS]
    texts = {*product(["ink", "soft", "link", *BANDS], grounds), *product(["ink", "soft"], tints)}
    texts |= {*zip(BANDS, tints, strict=True), ("on-link", "link"), ("paper", "ink")}
    low = {pair: contrast(of[pair[0]], of[pair[1]]) for pair in texts}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}
    marks = {*product(["line", *BANDS], grounds), *product(["ink"], tints)}
    assert {pair for pair in marks if contrast(of[pair[0]], of[pair[1]]) < 3} == set()
