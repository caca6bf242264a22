"""How large what an assistant gets may be: a list of tools that leaves it room, and answers that no client cuts."""

from __future__ import annotations

from typing import Any

import pytest
from assistant import Assistant
from hypothesis import given, settings
from hypothesis import strategies as st
from tries import tries

from career_pathways.explorer.mcp.envelope import LARGEST, as_sent, result
from career_pathways.loader.errors import WrongParameter

LIST = 16_000
"""Characters of a list of tools."""

BID = "sales-and-marketing-and-procurement/bid-and-proposal-co-ordinator"
CONSULTANT = "education-and-childcare/learning-and-development-consultant-business-partner-5"
"""Between them there are ten ways of four steps."""


def test_the_list_of_tools_is_small(asked: Assistant) -> None:
    listed = [tool.model_dump_json(exclude_none=True, by_alias=True) for tool in asked.tools()]
    assert len('{"tools":[]}') + sum(len(tool) + 1 for tool in listed) < LIST - 1_500  # one more comes with editions


WIDEST: dict[str, tuple[str, dict[str, Any]]] = {
    "next of a level": ("next_occupations", {"level": 2, "limit": 100}),
    "five ahead": ("next_occupations", {"level": 4, "limit": 100, "steps": 5}),
    "reach of a level": ("reach", {"level": 2, "limit": 100}),
    "reach backwards": ("reach", {"level": 6, "backwards": True, "limit": 100}),
    "search": ("find_occupations", {"text": "technician", "limit": 50}),
    "compared": ("compare_occupations", {"first": "Roofer", "second": "Plumber", "limit": 50}),
    "gaps": ("find_gaps", {"limit": 100}),
    "matrix": ("find_gaps", {"kind": "matrix", "limit": 100}),
    "level two": ("find_gaps", {"kind": "level-two", "limit": 100}),
    "ways": (
        "find_path",
        {"origin": BID, "destination": CONSULTANT, "choice": "alternatives", "limit": 10},
    ),
    "long lists": ("query_cypher", {"statement": "UNWIND range(1, 200) AS n RETURN n, range(1, 300) AS list"}),
}


@pytest.mark.parametrize("name", WIDEST)
def test_no_answer_is_larger_than_a_client_takes(asked: Assistant, name: str) -> None:
    tool, arguments = WIDEST[name]
    answer = asked.ask(tool, **arguments)
    total = answer["total"]
    assert answer["results"]
    assert total is None or len(answer["results"]) <= total
    assert answer["truncated"] == (total is None or len(answer["results"]) < total)
    assert len(answer["text"]) <= LARGEST
    assert "\n" not in answer["text"]


def test_a_row_that_fits_no_answer_is_an_error_and_never_an_empty_page(asked: Assistant) -> None:
    wide = "RETURN reduce(text = '', n IN range(1, 10000) | text + 'abcd') AS text"
    assert asked.refused("query_cypher", {"statement": wide}).startswith(
        "row 1 has 40,011 characters, and an answer at"
    )
    with pytest.raises(WrongParameter, match="row 8 has"):
        result("", [{"text": "x" * LARGEST}], [], total=20, offset=7)


def test_ways_that_do_not_fit_are_told_of(asked: Assistant) -> None:
    answer = asked.ask("find_path", origin=BID, destination=CONSULTANT, choice="alternatives", limit=10)
    assert answer["notes"][-1] == f"As many as fit: {len(answer['results'])} of 10. Ask for something narrower."


@settings(max_examples=tries(300))
@given(st.lists(st.integers(0, 2_000), max_size=60), st.integers(1, 100), st.lists(st.integers(0, 9_000), max_size=9))
def test_pages_have_each_row_once_and_in_order_whatever_their_sizes(
    sizes: list[int], limit: int, lengths: list[int]
) -> None:
    rows = [{"row": number, "text": 'é"\\\n😀' * size} for number, size in enumerate(sizes)]
    notes = ["\t" * length for length in lengths]
    found, offset = list[dict[str, Any]](), 0
    while True:
        made = result("asked", rows[offset : offset + limit], notes, total=len(rows), offset=offset)
        text, content = as_sent(made)
        assert len(text) <= LARGEST
        assert content == made
        found += made["results"]
        if made["next_offset"] is None:
            break
        assert made["truncated"]
        assert made["next_offset"] == len(found) > offset
        offset = len(found)
    assert found == rows
