"""The screens of the browser say what the views of Python say, and lead to where the pages of the server are."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from career_pathways.explorer.views.wording import LIKE, MADE_OF, PARTS, UNSTATED
from career_pathways.explorer.web.page import SCREENS
from career_pathways.queries.answers import BASES

SOURCES = ROOT / "web" / "src"
WORDS = (SOURCES / "screens" / "words.ts").read_text("utf-8")


@pytest.mark.parametrize("words", [LIKE, UNSTATED, PARTS, BASES], ids=["like", "unstated", "parts", "bases"])
def test_the_words_of_levels_and_numbers_are_those_of_the_views(words: dict[object, str]) -> None:
    of_maps = {key: text for key, text in words.items() if key != "what_if"}
    assert [text for key, text in of_maps.items() if f'  {key}: "{text}",' not in WORDS] == []


def test_what_relatedness_is_made_of_reads_the_same() -> None:
    assert MADE_OF in "".join(re.findall(r'"([^"]*)"', WORDS))


def test_every_place_of_a_template_of_the_core_has_a_word_or_comes_with_the_answer() -> None:
    core = "".join(file.read_text("utf-8") for file in sorted((SOURCES / "core").rglob("*.ts")))
    places = set(re.findall(r'(?:"|`)[^"`\n]*?(?<!\$)\{([a-z_]{2,})\}[^"`\n]*?(?:"|`)', core))
    given = {"listed", "leading_titles", "nearest_titles", "edition", "others", "elsewhere", "titled", "near"}
    given |= {"a_route", "occupation"}  # of the commands in what is saved
    assert {place for place in places - given if f"  {place}: " not in WORDS} == set()


def test_the_script_has_every_screen_of_the_pages_but_those_of_a_server() -> None:
    router = (SOURCES / "screens" / "router.ts").read_text("utf-8")
    assert [path for path in SCREENS if f'"{path}":' not in router] == ["/cypher"]
