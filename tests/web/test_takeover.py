"""The script of the pages and the pages themselves have the same addresses, the same parts and the same formats."""

from __future__ import annotations

import re

from places import ROOT

from career_pathways.explorer.web.formats import part_of
from career_pathways.explorer.web.links import short
from career_pathways.explorer.web.page import SCREENS
from career_pathways.explorer.web.questions import QUESTIONS
from career_pathways.exports.registry import FORMATS

SOURCES = ROOT / "web" / "src" / "served"


def takes() -> dict[str, set[str]]:
    """What each screen of the script takes."""
    text = (SOURCES / "taking_over.ts").read_text("utf-8")
    lists = dict(re.findall(r"const ([A-Z]+) = \[(.*?)\];", text, re.DOTALL))
    (table,) = re.findall(r"const TAKES.*?= \{(.*?)\n\};", text, re.DOTALL)
    whole = re.sub(r"\.\.\.([A-Z]+)", lambda name: re.sub(r"[\[\]]", "", lists[name[1]]), table)
    return {
        name: set(re.findall(r'"(\w+)"', names)) for name, names in re.findall(r'"/(\w*)": \[(.*?)\]', whole, re.DOTALL)
    }


def test_what_a_screen_takes_is_called_as_the_pages_call_it_and_it_leaves_a_limit_alone() -> None:
    for name, taken in takes().items():
        if name not in QUESTIONS:
            assert f"/{name}" in {"/", *SCREENS}
            continue
        known = {short(name, parameter.name) for parameter in QUESTIONS[name].parameters}
        assert (taken - known, known - taken - {"limit"}) == (set(), set()), name


def test_the_script_offers_the_formats_of_an_export_as_they_are_called() -> None:
    text = (SOURCES / "formats.ts").read_text("utf-8")
    (table,) = re.findall(r"const FORMATS.*?= \{(.*?)\n\};", text, re.DOTALL)
    offered = re.findall(r'^  "?([\w-]+)"?: "(.*)",$', table, re.MULTILINE)
    assert offered == [(form.name, form.about) for form in FORMATS.values()]


def test_a_page_offers_the_part_that_it_is_about() -> None:
    parts = {
        "path": ({"origin": ["A"], "destination": ["B"], "in_route": ["c"]}, "paths=A paths=B in_route=c"),
        "compare": ({"first": ["A"], "second": ["B"]}, "around=A around=B"),
        "reach": ({"occupation": ["A"], "steps": ["2"]}, "around=A steps=2"),
        "gaps": ({}, ""),
        "map": ({"route": ["c"]}, "routes=c"),
        "questions/dead-ends": ({"route": ["c"], "limit": ["3"]}, "query=dead-ends parameters=route=c"),
    }
    for question, (given, part) in parts.items():
        assert " ".join(map("=".join, part_of(question, given) or [])) == part
    assert [part_of(name, {}) for name in ("path", "next", "search", "editions", "questions")] == [None] * 5
