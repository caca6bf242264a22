"""What the tools answer: the Explorer's rows with their sources, and what is wrong in words of tools and arguments."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, get_args

import anyio
import pytest
from assistant import Assistant, assistant
from mcp import Client
from mcp.server import MCPServer
from places import TESTS

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.mcp import calling, rows, tools
from career_pathways.explorer.mcp.arguments import Change, Kind
from career_pathways.explorer.mcp.envelope import Result
from career_pathways.explorer.mcp.held import Held
from career_pathways.explorer.views.occupations import next_view
from career_pathways.explorer.views.wording import PARTS
from career_pathways.loader.building import build
from career_pathways.loader.source import SourceText
from career_pathways.queries.among import Among
from career_pathways.queries.answers import INFERENCE, STATED
from career_pathways.queries.edition_changes import CHANGES
from career_pathways.queries.gaps import KINDS

BUTCHER = "sales-and-marketing-and-procurement/butcher-2"
MANAGER = "sales-and-marketing-and-procurement/retail-management-6"
STEP = '[[add.progression]]\nfrom = "Commis chef"\nto = "Retail manager"\nbecause = "kitchens sell"\n'


@pytest.fixture(scope="module")
def explorer(built_store: Path) -> Iterator[Explorer]:
    with Explorer.open(built_store) as made:
        yield made


# What there is

PAGE = {"limit": (1, 100), "offset": (0, None)}

ARGUMENTS: dict[str, dict[str, tuple[int | None, int | None] | None]] = {
    "find_occupations": {"text": None, "limit": (1, 50)},
    "show_occupation": {"occupation": None, "route": None},
    "next_occupations": {"occupation": None, "level": (None, None), "route": None, "steps": (1, 5), **PAGE},
    "previous_occupations": {"occupation": None, "route": None, **PAGE},
    "find_path": {
        **{"origin": None, "destination": None, "route": None, "choice": None, "via": None, "avoid": None},
        **{"max_level_gap": (1, 7), "limit": (1, 10)},
    },
    "reach": {
        **{"occupation": None, "level": (None, None), "route": None, "steps": (1, 12), "backwards": None, **PAGE},
    },
    "compare_occupations": {"first": None, "second": None, "route": None, "limit": (1, 50)},
    "find_gaps": {"route": None, "kind": None, **PAGE},
    "what_if": {"changes": None, "origin": None, "destination": None, **PAGE},
    "query_cypher": {"statement": None, "parameters": None, "limit": (1, 200)},
}
"""The arguments of each tool, with the lowest and the highest value of a number; `edition` besides."""


def test_the_tools_only_read_and_take_these_arguments_and_no_others(asked: Assistant) -> None:
    listed = {tool.name: tool for tool in asked.tools()}
    assert list(listed) == list(ARGUMENTS)
    for name, tool in listed.items():
        properties = tool.input_schema["properties"]
        bounds = {key: (of.get("minimum"), of.get("maximum")) for key, of in properties.items()}
        assert bounds == {key: of or (None, None) for key, of in {**ARGUMENTS[name], "edition": None}.items()}
        assert tool.input_schema["additionalProperties"] is False
        hints = tool.annotations
        assert hints
        assert (hints.read_only_hint, hints.destructive_hint, hints.idempotent_hint, hints.open_world_hint) == (
            *(True, False, True, False),
        )


def test_the_kinds_of_gaps_and_of_changes_are_those_that_there_are() -> None:
    assert get_args(Kind) == (*KINDS, "level-two", "matrix")
    assert get_args(Change) == CHANGES


# The same rows as the Explorer's

SAME: dict[str, tuple[str, dict[str, Any], Callable[[Explorer], Any]]] = {
    "found": ("find_occupations", {"text": "cut meat", "limit": 50}, lambda e: e.search("cut meat")),
    "next": ("next_occupations", {"occupation": BUTCHER}, lambda e: e.next(BUTCHER)),
    "next of a title": ("next_occupations", {"occupation": "Butcher", "route": "sales"}, lambda e: e.next(BUTCHER)),
    "everyday words": ("next_occupations", {"occupation": "HGV driver"}, lambda e: e.next("HGV driver")),
    "two ahead": ("next_occupations", {"occupation": BUTCHER, "steps": 2}, lambda e: e.next(BUTCHER, steps=2)),
    "next of a level": (
        *("next_occupations", {"level": 5, "limit": 20}),
        lambda e: e.next_of_level(5),
    ),
    "before": ("previous_occupations", {"occupation": MANAGER}, lambda e: e.before(MANAGER)),
    "reach": ("reach", {"occupation": "Commis chef"}, lambda e: e.reach("Commis chef")),
    "reach within": ("reach", {"occupation": BUTCHER, "steps": 1}, lambda e: e.reach(BUTCHER, steps=1)),
    "reach backwards": (
        *("reach", {"occupation": MANAGER, "backwards": True}),
        lambda e: e.reach(MANAGER, backwards=True),
    ),
    "reach of a level": (
        *("reach", {"level": 2, "route": "care"}),
        lambda e: e.reach_between(Among(route="care", levels=(2,))),
    ),
    "reach of a level backwards": (
        *("reach", {"level": 6, "route": "digital", "backwards": True}),
        lambda e: e.reach_between(destinations=Among(route="digital", levels=(6,))),
    ),
}

ASKED = [
    *((tool, arguments) for tool, arguments, _ in SAME.values()),
    ("show_occupation", {"occupation": BUTCHER}),
    ("compare_occupations", {"first": BUTCHER, "second": MANAGER, "limit": 50}),
    ("find_path", {"origin": BUTCHER, "destination": MANAGER, "choice": "alternatives"}),
    ("find_gaps", {"route": "construction"}),
]
"""A call or more of each tool that names occupations of the map."""


@pytest.mark.parametrize("name", SAME)
def test_rows_are_those_of_the_explorer_in_its_order(asked: Assistant, explorer: Explorer, name: str) -> None:
    tool, arguments, ask = SAME[name]
    expected = [row._asdict() for row in ask(explorer.afresh())]
    pages = [asked.ask(tool, **arguments)] if tool == "find_occupations" else list(asked.pages(tool, **arguments))
    found = [row for page in pages for row in page["results"]]
    assert {page["total"] for page in pages} == {len(expected)}
    assert [row["id"] for row in found] == [row["id"] for row in expected]
    for one, row in zip(found, expected, strict=True):
        same = ("title", "level", "from_id", "basis", "relatedness", "steps", "relationships", "others", "goes_on")
        assert {key: one[key] for key in same if key in one} == {key: row[key] for key in same if key in one}
        if "by_title" in row:
            assert one.get("parts", {}) == {part: row[part] for part in PARTS if row[part]}
            assert tuple(one.get("shared_words", ())) == row["shared_words"]
            assert one["why"]


def test_a_path_has_its_links_with_the_source_of_both_ends(asked: Assistant, explorer: Explorer) -> None:
    wishes = {"via": "Retail team leader", "avoid": ["construction"], "choice": "alternatives", "limit": 2}
    for given, expected in (
        ({}, explorer.paths(BUTCHER, MANAGER)),
        ({"choice": "shortest"}, explorer.paths(BUTCHER, MANAGER, choice="shortest", by="steps", limit=3)),
        (
            wishes,
            explorer.paths(
                BUTCHER,
                MANAGER,
                in_route="sales",
                choice="alternatives",
                via=["Retail team leader"],
                avoid=["construction"],
                limit=2,
            ),
        ),
    ):
        answer = asked.ask("find_path", origin="Butcher", destination="Retail management", route="sales", **given)
        paths = answer["results"]
        assert [[link["id"] for link in path["links"]] for path in paths] == [
            [link.id for link in path.links] for path in expected.paths
        ]
        assert [(p["steps"], p["crossings"], p["cost"]) for p in paths] == [
            (p.steps, p.crossings, p.cost) for p in expected.paths
        ]
        assert all(link["source"]["line"] and link["from_source"]["quote"] for p in paths for link in p["links"])


def test_of_rows_that_nobody_counted_no_number_is_told(asked: Assistant) -> None:
    statement = "MATCH (o:Occupation) WHERE o.level = 2 RETURN o.id"
    some = asked.ask("query_cypher", statement=statement, limit=2)
    assert (len(some["results"]), some["total"], some["truncated"]) == (2, None, True)
    ends = {"origin": BUTCHER, "destination": MANAGER}
    ways = asked.ask("find_path", **ends, choice="alternatives", limit=1)
    assert (len(ways["results"]), ways["total"], ways["truncated"]) == (1, None, True)


def test_a_crossing_of_a_path_is_one_and_has_sources(asked: Assistant) -> None:
    origin = "engineering-and-manufacturing/butcher-2"
    (path,) = asked.ask("find_path", origin=origin, destination=MANAGER)["results"]
    crossing = next(link for link in path["links"] if link["kind"] == "crossing")
    assert path["crossings"] == 1
    assert crossing["why"].startswith("the same occupation, in another route")
    for id_, source in ((crossing["from_id"], crossing["from_source"]), (crossing["id"], crossing["source"])):
        assert source in [row["source"] for row in asked.ask("show_occupation", occupation=id_)["results"]]


def test_a_comparison_says_where_the_two_meet_and_how_many_there_are(asked: Assistant, explorer: Explorer) -> None:
    answer = asked.ask("compare_occupations", first="Butcher", second="Retailer", route="sales", limit=2)
    reached = explorer.compare(BUTCHER, "Retailer", in_route="sales").rows
    kept = {kind: [row.id for row in reached if row.who == kind][:2] for kind in ("both", "first", "second")}
    assert [row["id"] for row in answer["results"]] == [id_ for ids in kept.values() for id_ in ids]
    assert (answer["total"], answer["truncated"]) == (len(reached), True)
    assert "They first meet at Advanced butcher" in answer["notes"][1]


def test_gaps_are_paged_kind_by_kind_or_all(asked: Assistant, explorer: Explorer) -> None:
    findings = explorer.gaps().findings
    found = [row for page in asked.pages("find_gaps", limit=100) for row in page["results"]]
    assert [(row["kind"], row["id"], tuple(row["lines"])) for row in found] == [
        (gap.kind, gap.id, gap.lines) for gap in findings
    ]
    jumps = asked.ask("find_gaps", kind="level jump", route="construction")
    assert {row["kind"] for row in jumps["results"]} == {"level jump"}
    assert jumps["total"] == len(jumps["results"]) > 1
    assert len([row for page in asked.pages("find_gaps", kind="matrix") for row in page["results"]]) == 15 * 15
    level_two = asked.ask("find_gaps", kind="level-two")["results"]
    assert [row["own_reaching"] for row in level_two] == [
        len(f.own) - len(f.cut_off) for f in explorer.gaps().level_two
    ]


def test_an_occupation_has_all_its_places_and_what_leads_on(asked: Assistant, explorer: Explorer) -> None:
    id_ = "digital/digital-and-technology-solution-specialist-7"
    answer = asked.ask("show_occupation", occupation=id_)
    listed = explorer.ask("occupation", {"id": id_}).rows
    assert [(r["source"]["line"], r["source"]["quote"]) for r in answer["results"]] == [
        (r.line, r.quote) for r in listed
    ]
    assert len(listed) > 1
    assert f"{len(explorer.before(id_))} occupations can progress to it" in answer["notes"][1]


@pytest.mark.slow
def test_a_what_if_says_what_differs_and_what_that_comes_to(asked: Assistant, explorer: Explorer) -> None:
    changed = explorer.what_if(STEP)
    answer = asked.ask("what_if", changes=STEP)
    (step,) = (row for row in answer["results"] if row["kind"] == "progression")
    assert (step["what_if"], step["because"]) == ("added", "kitchens sell")
    assert (step["from_source"]["quote"], step["source"]["quote"][:14]) == ("Commis chef (2)", "Retail manager")
    assert any(row["kind"] == "one-way route" and row["what_if"] == "new" for row in answer["results"])
    assert "The store is as it was." in answer["notes"][1]

    newly = asked.ask("what_if", changes=STEP, origin="Commis chef")
    before = {row.id for row in explorer.reach("Commis chef")}
    assert [r["id"] for r in newly["results"]] == [r.id for r in changed.reach("Commis chef") if r.id not in before]
    assert [r["title"] for r in asked.ask("what_if", changes=STEP, destination=MANAGER)["results"]] == ["Commis chef"]

    (path,) = asked.ask("what_if", changes=STEP, origin="Commis chef", destination=MANAGER)["results"]
    assert path["links"][0]["why"] == "what if: kitchens sell"
    assert asked.refused("find_path", {"origin": "Commis chef", "destination": MANAGER}).startswith("no path")


# Sources and notes


def quotes(value: Any) -> Iterator[tuple[int, str]]:
    """Every line with what is quoted of it, however deep in an answer."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value["line"], value["quote"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from quotes(one)


@pytest.fixture(scope="module")
def stands_there(source: SourceText) -> Callable[[int, str], bool]:
    """Whether a quote begins in a line and goes on from there, over lines with a dash each, in cells and markup."""

    @cache
    def text(line: int, count: int) -> str:
        lines = (source.quote(source.line_span(n)) for n in range(line, min(line + count, source.line_count + 1)))
        return plain(" ".join(re.sub(r"^\s*- ", "", one) for one in lines))

    def plain(marked: str) -> str:
        return " ".join(re.sub(r"<[^>]*>", " ", marked).split())

    def there(line: int, quote: str) -> bool:
        title, parts = re.split(r"[:(]", plain(quote))[0], plain(quote).split(" … ")
        return title in text(line, 1) and all(part in text(line, 1) or part in text(line, 12) for part in parts)

    return there


def test_every_quote_stands_in_the_document_at_its_line(
    asked: Assistant, stands_there: Callable[[int, str], bool]
) -> None:
    found = {one for tool, arguments in ASKED for one in quotes(asked.ask(tool, **arguments))}
    assert len(found) > 100
    assert [one for one in found if not stands_there(*one)] == []


@pytest.mark.slow
def test_every_quote_of_every_step_of_a_stated_level_stands_there(
    explorer: Explorer, stands_there: Callable[[int, str], bool]
) -> None:
    of_levels = [rows.steps(explorer, next_view(explorer, levels=(level,), limit=0).rows) for level in range(2, 8)]
    found = list(quotes([list(of_level) for of_level in of_levels]))
    assert len(found) > 4_000
    assert [one for one in {*found} if not stands_there(*one)] == []


def test_where_progressions_stand_the_first_note_says_where_they_come_from(asked: Assistant) -> None:
    for tool, arguments in ASKED:
        notes = asked.ask(tool, **arguments)["notes"]
        assert (notes[:1] == [INFERENCE]) == (tool != "find_occupations"), tool


def test_what_a_name_was_taken_to_mean_stands_in_the_notes(asked: Assistant) -> None:
    answer = asked.ask("next_occupations", occupation="HGV driver")
    assert answer["notes"][1] == (
        "'HGV driver' is taken to mean Large goods vehicle (LGV) driver (2), Transport and Logistics."
    )
    assert "'HGV" not in str(asked.ask("next_occupations", occupation=BUTCHER)["notes"])


def test_a_route_tells_namesakes_apart_and_refuses_nothing(asked: Assistant) -> None:
    everything = asked.ask("reach", occupation=BUTCHER)
    assert asked.ask("reach", occupation="Butcher", route="sales")["results"] == everything["results"]
    elsewhere = asked.ask("next_occupations", occupation="Roofer", route="sales")
    assert elsewhere["results"] == asked.ask("next_occupations", occupation="Roofer")["results"]
    assert "Roofer (2) is in Construction, not in Sales" in elsewhere["notes"][1]


# What is wrong

WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "an unknown argument": ("next_occupations", {"occupation": BUTCHER, "rout": "sales"}, "Did you mean 'route'?"),
    "a limit of 999": ("next_occupations", {"occupation": BUTCHER, "limit": 999}, "`limit`: it is 100 at most."),
    "true for a number": ("next_occupations", {"occupation": BUTCHER, "limit": True}, "`limit`: a whole number"),
    "half a number": ("next_occupations", {"occupation": BUTCHER, "steps": 1.5}, "`steps`: a whole number"),
    "no number": ("next_occupations", {"occupation": BUTCHER, "offset": "ten"}, "`offset`: a whole number"),
    "a number below": ("next_occupations", {"occupation": BUTCHER, "offset": -1}, "`offset`: it is 0 at least."),
    "a number for a name": ("next_occupations", {"occupation": 5}, "`occupation`: a text is wanted."),
    "no name": ("show_occupation", {}, "`occupation`: it is missing."),
    "an empty name": ("show_occupation", {"occupation": ""}, "`occupation` is blank"),
    "a blank name": ("find_occupations", {"text": " \t"}, "`text` is blank"),
    "null for what must be there": ("show_occupation", {"occupation": None}, "`occupation`: a text is wanted."),
    "10,000 letters": ("next_occupations", {"occupation": "x" * 10_000}, "at most 200 characters"),
    "10,000 letters of an argument": ("next_occupations", {"x" * 10_000: 1}, "There is no argument 'xxx"),
    "half a character": ("next_occupations", {"occupation": "\ud800"}, "half a character"),
    "half a character in Cypher": ("query_cypher", {"statement": "RETURN $a AS a", "parameters": {"a": "\ud800"}}, ""),
    "NUL": ("next_occupations", {"occupation": "\0x"}, "no occupation '\\x00x'"),
    "nothing to look for": ("find_occupations", {"text": "..."}, "Write at least one word"),
    "level 99": ("next_occupations", {"level": 99}, "level 99: not in the range from 1 to 8."),
    "both": ("next_occupations", {"level": 2, "occupation": BUTCHER}, "Leave one out."),
    "neither": ("reach", {"backwards": True}, "neither `occupation` nor `level` is given."),
    "steps of a level": ("reach", {"level": 2, "steps": 2}, "`steps` belongs to an occupation"),
    "a name of two": (
        "next_occupations",
        {"occupation": "Butcher"},
        f"which with `route`:\n  eng.*  {BUTCHER}  Butcher",
    ),
    "words for two": ("show_occupation", {"occupation": "dinner lady"}, "catering-and-hospitality/production-chef"),
    "a slip": ("show_occupation", {"occupation": "Roofr"}, "construction/roofer-2"),
    "no such route": ("next_occupations", {"occupation": BUTCHER, "route": "zzz"}, "no route 'zzz'. There are:"),
    "no edition": ("next_occupations", {"occupation": BUTCHER, "edition": True}, "`edition`: a text is wanted."),
    "no such edition": ("next_occupations", {"occupation": BUTCHER, "edition": "1999"}, "no edition '1999'"),
    "no choice": ("find_path", {"origin": BUTCHER, "destination": MANAGER, "choice": "x"}, "`choice`: one of 'best'"),
    "no list": ("find_path", {"origin": BUTCHER, "destination": MANAGER, "via": 5}, "`via`: a list is wanted."),
    "an item": ("find_path", {"origin": BUTCHER, "destination": MANAGER, "via": ["a", 5]}, "`via`, item 2: a text"),
    "one end twice": ("find_path", {"origin": BUTCHER, "destination": BUTCHER}, "Name two occupations."),
    "a contradiction": (
        *(
            "find_path",
            {"origin": BUTCHER, "destination": MANAGER, "via": "Retail team leader", "avoid": "Retail team leader"},
        ),
        "Leave out one of them.",
    ),
    "no path": (
        *("find_path", {"origin": "Commis chef", "destination": "Registered nurse"}),
        "no crossing leads.*Nearest to it.*find_path from .*What leads to it.*health-and-science/nursing-associate",
    ),
    "conditions": (
        *("find_path", {"origin": BUTCHER, "destination": MANAGER, "max_level_gap": 1}),
        "without `max_level_gap` 1 there is one.\nNearest to it of what can be reached so:\n  sales.*  Retail manager",
    ),
    "the way round": ("find_path", {"origin": MANAGER, "destination": BUTCHER}, f'the other way.* to "{MANAGER}".$'),
    "compared with itself": ("compare_occupations", {"first": BUTCHER, "second": BUTCHER}, "Name two occupations."),
    "no kind": ("find_gaps", {"kind": "gap"}, "`kind`: one of 'dead end'"),
    "no changes": ("what_if", {"changes": "hello"}, "changes: not TOML"),
    "a file": ("what_if", {"changes": "/etc/passwd"}, "changes: not TOML"),
    "long changes": ("what_if", {"changes": "#" * 20_001}, "at most 20,000 characters"),
    "a long table": ("what_if", {"changes": f'[["{"x" * 15_000}"]]\na = 1'}, "changes: unknown key 'xxx"),
    "no reason": ("what_if", {"changes": STEP.partition("because")[0]}, "no `because`"),
    "DELETE": ("query_cypher", {"statement": "MATCH (r:Route) DELETE r"}, "DELETE cannot stand here"),
    "CALL": ("query_cypher", {"statement": "CALL db.labels()"}, "CALL of a procedure"),
    "LOAD CSV": ("query_cypher", {"statement": "LOAD CSV FROM 'file:///x' AS r RETURN r"}, "does not begin with LOAD"),
    "no property": ("query_cypher", {"statement": "MATCH (r:Route) RETURN r.nam AS n"}, "no property 'nam'"),
    "long Cypher": ("query_cypher", {"statement": "RETURN 1 AS n" + " " * 4_000}, "at most 4,000 characters"),
    "a list for parameters": ("query_cypher", {"statement": "RETURN 1 AS n", "parameters": [1]}, "an object is wanted"),
    "one edition": ("diff_editions", {"older": "2017", "newer": "2026"}, "no edition '2026'; there is only 2017"),
}

FOREIGN = re.compile(
    r"(?:^|[\s`'\"(])--[a-z]|\.md\b|`pathways |`?limit=|in_route|\bby=|Explorer|\bask\(|Path\(|"
    "pydantic|Input should|Traceback"
)
"""Words of the command line, of Python, and of libraries."""


def foreign(text: str) -> str | None:
    """The first of them in a text, but in a command that a person is to run."""
    found = FOREIGN.search(re.sub("`pathways [^`]+` (?:the server, )?in a terminal", "", text))
    return found and found[0]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_the_words_of_the_tools(asked: Assistant, name: str) -> None:
    tool, arguments, said = WRONG[name]
    text = asked.refused(tool, arguments)
    pattern = said if ".*" in said else re.escape(said)
    assert re.search(pattern, text, re.DOTALL), text
    assert foreign(text) is None, text
    assert len(text) < 3_000


def test_no_note_has_a_word_of_another_interface(asked: Assistant) -> None:
    besides = [
        ("find_occupations", {"text": "hair and beauty"}),
        ("find_occupations", {"text": "towr crane"}),
        ("next_occupations", {"level": 2}),
        ("find_path", {"origin": BUTCHER, "destination": MANAGER, "choice": "alternatives", "limit": 1}),
        ("find_gaps", {"kind": "level-two"}),
        ("next_occupations", {"occupation": MANAGER}),
    ]
    for tool, arguments in [*ASKED, *besides]:
        answer = asked.ask(tool, **arguments)
        assert foreign("\n".join([answer["question"], *answer["notes"]])) is None, answer["notes"]


def test_what_is_unambiguous_is_taken(asked: Assistant) -> None:
    plain = asked.ask("next_occupations", occupation=BUTCHER, limit=3)
    assert asked.ask("next_occupations", occupation=BUTCHER, limit="3") == plain
    path = asked.ask("find_path", origin=BUTCHER, destination=MANAGER)
    assert asked.ask("find_path", origin=BUTCHER, destination=MANAGER, via=[""], avoid=None) == path
    assert asked.ask("next_occupations", occupation=BUTCHER, limit=3, level=None, route=" ", edition="") == plain
    assert asked.ask("next_occupations", occupation=BUTCHER, limit=3, edition=2017) == plain
    assert asked.ask("next_occupations", occupation=f" “{BUTCHER}” ", limit=3)["results"] == plain["results"]
    behind = asked.ask("next_occupations", occupation=BUTCHER, offset=500)
    assert (behind["results"], behind["truncated"], behind["next_offset"]) == ([], False, None)
    assert behind["total"] == plain["total"]


def test_a_fault_of_the_program_says_nothing_of_the_machine(held: Held, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Held) -> Result:
        """Fails."""
        raise KeyError("/home/somebody/secret")

    made: MCPServer[Any] = MCPServer("broken", tools=[calling.map_tool(broken, held)])

    async def called() -> Any:
        async with Client(made) as client:
            return await client.call_tool("broken", {})

    with caplog.at_level(logging.CRITICAL):
        answer = anyio.run(called)
    assert answer.is_error
    assert answer.content[0].text == "broken failed, by a fault of the program; the log of the server says more."


def test_older_clients_get_the_same(held: Held, asked: Assistant) -> None:
    with assistant(held, "legacy") as older:
        for tool, arguments in (("next_occupations", {"occupation": BUTCHER}), ("find_gaps", {"limit": 3})):
            assert older.ask(tool, **arguments) == asked.ask(tool, **arguments)
        assert older.tools() == asked.tools()


# Other editions


@pytest.mark.slow
def test_a_store_of_several_editions_is_asked_by_edition_and_says_what_changed(both: Path) -> None:
    with assistant(Held(lambda: both)) as asked, Explorer.open(both) as explorer:
        assert [tool.name for tool in asked.tools()][-1] == "diff_editions"
        pages = asked.pages("diff_editions", older="2017", newer="2026", route="construction", limit=100)
        found = [(row["change"], row.get("from", {}).get("id")) for page in pages for row in page["results"]]
        changes = explorer.diff("2017", "2026", route="construction").rows
        assert found == [(change.change, change.origin and change.origin.id) for change in changes]
        only = asked.ask("diff_editions", older="2017", newer="2026", route="construction", only="renamed")
        assert {row["change"] for row in only["results"]} == {"renamed"}
        assert "first 2017, then 2026" in asked.refused("diff_editions", {"older": "2026", "newer": "2017"})

        shown = asked.ask("show_occupation", occupation="Roofer")
        assert any(note.startswith("In the 2026 list: Roofer") for note in shown["notes"])
        assert "Hairdressing professional (2), OCC0213" in asked.ask("find_occupations", text="hair and beauty")["text"]
        assert "`edition`" in asked.refused("next_occupations", {"occupation": "OCC0270B"})
        count = asked.ask("query_cypher", statement="MATCH (o:Occupation) RETURN count(*) AS n")
        assert "All editions of the store are asked" in count["notes"][0]
        spoken_of = "MATCH (o:Occupation)-[:PROGRESSES_TO]->() RETURN o.edition AS edition, count(*) AS n"
        assert "any other is inferred" in asked.ask("query_cypher", statement=spoken_of)["notes"][0]

        ahead = asked.ask("next_occupations", occupation="Business administrator", edition="2026", limit=100)
        assert ahead["notes"][:2] == [STATED, "Asked of the edition 2026."]
        of_2026 = explorer.open(both, edition="2026")
        assert [r["id"] for r in ahead["results"]] == [r.id for r in of_2026.next("Business administrator")]


@pytest.mark.slow
def test_an_imported_map_has_file_row_and_code_for_a_source_and_nothing_that_is_null(today: Path) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("find_occupations", {"text": "nurse"}),
        ("show_occupation", {"occupation": "OCC0216"}),
        ("next_occupations", {"occupation": "OCC0216"}),
        ("next_occupations", {"level": 2}),
        ("previous_occupations", {"occupation": "Registered nurse"}),
        ("find_path", {"origin": "Healthcare support worker", "destination": "Registered nurse"}),
        ("reach", {"occupation": "Business administrator"}),
        ("compare_occupations", {"first": "Business administrator", "second": "Team leader"}),
        ("find_gaps", {"kind": "level jump"}),
    ]
    with assistant(Held(lambda: today)) as asked:
        assert "diff_editions" not in {tool.name for tool in asked.tools()}
        for tool, arguments in calls:
            answer = asked.ask(tool, **arguments)
            assert answer["results"]
            links = [link for row in answer["results"] for link in row.get("links", [row])]
            for link in links:
                assert set(link["source"]) == {"file", "row", "code", *["quote"] * (tool == "show_occupation")}, tool
                assert [key for key, value in link.items() if value is None and not key.endswith("level")] == []
            assert not FOREIGN.search("\n".join(answer["notes"]))
        assert "the map is imported" in asked.refused("what_if", {"changes": STEP})


@pytest.mark.slow
def test_what_is_related_on_an_imported_map_is_told_where_a_note_says_so(tmp_path: Path) -> None:
    build(tmp_path / "onet.kgl", TESTS / "maps" / "five" / "onet.toml", None)
    with assistant(Held(lambda: tmp_path / "onet.kgl")) as asked:
        note = asked.ask("next_occupations", occupation="47-2081.00")["notes"][-1]
        assert note.endswith('5 occupations are related to it. See show_occupation of "onet-29-3:47-2081-00".')
        shown = asked.ask("show_occupation", occupation="onet-29-3:47-2081-00")["notes"]
        (related,) = (note for note in shown if note.startswith("Related, which is no progression: "))
        assert related.count("onet-29-3:") == 5
        assert STATED not in shown  # where no table states any


def test_a_list_of_tools_never_fails_for_the_store(tmp_path: Path) -> None:
    (tmp_path / "damaged.kgl").write_bytes(b"no store")
    for name in ("missing.kgl", "damaged.kgl"):
        with assistant(Held(partial(Path, tmp_path, name))) as asked:
            assert [tool.name for tool in asked.tools()] == list(ARGUMENTS)
            assert name in asked.refused("find_occupations", {"text": "chef"})


def test_each_tool_says_what_it_is_for(asked: Assistant) -> None:
    assert {tool.__name__ for tool in tools.TOOLS} == {*ARGUMENTS, *tools.OF_SEVERAL_EDITIONS}
    for tool in asked.tools():
        assert tool.description
        assert not FOREIGN.search(json.dumps([tool.description, tool.input_schema]))
