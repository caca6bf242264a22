"""The browser's core answers as Python does: rows, notes, parameters and errors, of every question."""

from __future__ import annotations

from heapq import heappop, heappush
from pathlib import Path
from typing import Any

import pytest
from browser_cases import ODD, Case, Cases
from browser_core import BrowserCore, by_python, saved_by_python
from tries import PROFILE

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.spellings import spelt_alike
from career_pathways.loader.words.stems import folded_word
from career_pathways.loader.words.titles import key, key_words, normalised_title
from career_pathways.queries.everyday_titles import all_titles
from career_pathways.queries.in_memory import links_ahead
from career_pathways.queries.network import Network, network_of
from career_pathways.queries.path_finding import By, PathFinder, Way

NUMBERS = {
    "steps": 400,
    "level": 60,
    "reach": 400,
    "sets": 100,
    "compared": 200,
    "path": 1000,
    "why_not": 200,
    "conditions": 200,
    "alternatives": 200,
    "search": 800,
    "name": 200,
    "place": 200,
    "named": 400,
}
"""How many questions of a kind `make soak` asks; otherwise a twentieth."""

MOST = {"named": 6, "sets": 3, "level": 3}
"""Of what takes Python some time."""

SEED = 17


def differing(core: BrowserCore, explorer: Explorer, cases: list[Case]) -> list[Any]:
    """The questions to which the two answer differently, each with both answers."""
    found = []
    for question, wishes in cases:
        browser, python = core.answer(question, **wishes), by_python(explorer, question, **wishes)
        browser.pop("took", None)
        if browser != python:
            found.append((question, wishes, browser, python))
    return found


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_question_has_the_same_answer(core: BrowserCore, explorer: Explorer, kind: str) -> None:
    number = NUMBERS[kind] if PROFILE == "soak" else min(max(3, NUMBERS[kind] // 20), MOST.get(kind, 40))
    cases = Cases(explorer, SEED).of(kind, number)
    assert differing(core, explorer, cases) == []


def test_texts_that_few_people_write_have_the_same_answer(core: BrowserCore, explorer: Explorer) -> None:
    assert differing(core, explorer, [("search", {"text": text}) for text in ODD]) == []
    names = [text for text in ODD if text.strip()][:: 1 if PROFILE == "soak" else 10]
    assert differing(core, explorer, [("occupation", {"occupation": text}) for text in names]) == []


def test_figures_of_what_the_map_does_not_offer_are_the_same(core: BrowserCore, explorer: Explorer) -> None:
    wishes: list[dict[str, Any]] = [{}, {"route": "construction"}]
    cases: list[Case] = [
        ("gaps", {"figure": figure, **wish}) for figure in ("findings", "level-two", "matrix") for wish in wishes
    ]
    cases += [("shared", wish) for wish in wishes]
    assert differing(core, explorer, cases) == []


def test_why_filters_leave_nothing_is_said_alike(core: BrowserCore, explorer: Explorer) -> None:
    filters: list[dict[str, Any]] = [{"degree": True}, {"column": "professional", "apprenticeship_only": True}]
    cases: list[Case] = [
        ("next-of-level", {"level": level, "route": route, **some})
        for some in filters
        for level, route in ((2, "care-services"), (7, "digital"), (2, "construction"))
    ]
    assert differing(core, explorer, cases) == []


def test_a_named_question_says_what_a_name_was_taken_to_mean(core: BrowserCore, explorer: Explorer) -> None:
    steps: Case = ("named", {"text": "next-steps", "given": {"id": "lorry driver"}})
    path: Case = ("named", {"text": "shortest-path", "given": {"from": "lorry driver", "to": "transport manager"}})
    assert differing(core, explorer, [steps, path]) == []


def test_what_every_object_of_the_browser_has_is_no_column(core: BrowserCore, explorer: Explorer) -> None:
    cases: list[Case] = [("search", {"text": "nurse", "column": name}) for name in ("toString", "constructor")]
    assert differing(core, explorer, cases) == []


def test_words_are_spelt_and_folded_alike(core: BrowserCore, explorer: Explorer) -> None:
    texts = [*ODD, *(text for o in explorer.names.occupations for text in (o.title, *o.specialisms))]
    texts += [row.title for row in all_titles()[:: 1 if PROFILE == "soak" else 20]]
    found = core.answer("words", texts=texts)["words"]
    expected = [
        [
            (words := key_words([text])[0]),
            [[spelt_alike(word), folded_word(word)] for word in words.split(" ")],
            key(text),
            normalised_title(text),
            text.casefold(),
            repr(text),
        ]
        for text in texts
    ]
    assert [pair for pair in zip(found, expected, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize(("kind", "most"), [("path", 50), ("why_not", 50), ("alternatives", 100)])
def test_no_path_keeps_one_waiting(core: BrowserCore, explorer: Explorer, kind: str, most: float) -> None:
    cases = Cases(explorer, SEED + 1).of(kind, 2000 if PROFILE == "soak" else 20)
    took = [min(core.answer(question, **wishes).get("took", 0) for _ in range(3)) for question, wishes in cases]
    assert max(took) < most


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["2017", pytest.param("2026", marks=pytest.mark.soak)])
def test_what_other_editions_say_is_the_same(both: Path, tmp_path: Path, edition: str) -> None:
    with Explorer.open(both, edition=edition) as explorer:
        core = BrowserCore(explorer, tmp_path)
        cases, number = Cases(explorer, SEED), 200 if PROFILE == "soak" else 2
        asked = [case for kind in ("steps", "path", "search", "name") for case in cases.of(kind, number)]
        asked += [("search", {"text": text}) for text in ("hairdresser", "OCC0211", "sommelier", "beauty")]
        asked += [("occupation", {"occupation": text}) for text in ("2026:occ0211", "OCC0211", "construction/roofer-2")]
        wishes: list[dict[str, Any]] = [
            {},
            {"only": ["renamed", "moved"]},
            {"route": "hair"},
            {"route": "construction"},
        ]
        asked += [("diff", {"older": "2017", "newer": "2026", **wish}) for wish in wishes]
        asked += [("editions", {})]
        asked += [("diff", {"older": "2026", "newer": "2017"}), ("diff", {"older": "2017", "newer": "2017"})]
        assert differing(core, explorer, asked) == []
        files = [core.file(form, "diff", older="2017", newer="2026", only=["split"]) for form in ("json", "csv")]
        assert files == [
            saved_by_python(explorer, form, "diff", older="2017", newer="2026", only=["split"])
            for form in ("json", "csv")
        ]
        core.close()


SAVED: list[Case] = [
    ("search", {"text": "chef"}),
    ("search", {"text": "binmann"}),
    ("search", {"text": "hairdresser"}),
    ("occupation", {"occupation": "construction/roofer-2"}),
    ("next", {"occupation": "construction/roofer-2"}),
    ("next", {"occupation": "construction/roofer-2", "steps": 3, "levels": [4]}),
    ("next", {"occupation": "sales-and-marketing-and-procurement/baker-2", "degree": True}),
    ("next-of-level", {"level": 2, "route": "digital"}),
    ("before", {"occupation": "construction/site-inspector"}),
    ("reach", {"occupation": "construction/roofer-2"}),
    ("reach", {"occupation": "construction/roofer-2", "steps": 2, "backwards": True}),
    ("reach-between", {"from_set": {"levels": [2], "route": "digital"}, "to_set": {"levels": [6]}}),
    ("compare", {"occupation": "construction/roofer-2", "to": "engineering-and-manufacturing/butcher-2"}),
    ("path", {"occupation": "construction/roofer-2", "to": "site inspector"}),
    ("path", {"occupation": "protective-services/aviation-ground-operative-2", "to": "Transport planning technician"}),
    ("path", {"occupation": "sales-and-marketing-and-procurement/baker-2", "to": "retail management"}),
    (
        "path",
        {"occupation": "baker", "in_route": "sales", "to": "retail management", "choice": "alternatives", "limit": 1},
    ),
    ("editions", {}),
    ("gaps", {}),
    ("gaps", {"figure": "matrix"}),
    ("gaps", {"figure": "level-two"}),
    ("shared", {}),
    ("named", {"text": "routes", "given": {}}),
    ("named", {"text": "level-jumps", "given": {"route": "construction"}}),
]
"""Answers as screens save them."""


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_a_screen_saves_is_what_the_command_line_prints(core: BrowserCore, built_store: Path, form: str) -> None:
    files = [(wishes, core.file(form, question, **wishes)) for question, wishes in SAVED]
    with Explorer.open(built_store) as stored:
        expected = [saved_by_python(stored, form, question, **wishes) for question, wishes in SAVED]
    assert [found for found, text in zip(files, expected, strict=True) if found[1] != text] == []


@pytest.mark.soak
def test_every_occupation_has_the_same_next_before_and_reach(core: BrowserCore, explorer: Explorer) -> None:
    ids = sorted(o.id for o in explorer.names.occupations)
    cases: list[Case] = [(question, {"occupation": id_}) for id_ in ids for question in ("next", "before", "reach")]
    cases += [("reach", {"occupation": id_, "backwards": True}) for id_ in ids]
    assert len(cases) == 4 * 789
    assert differing(core, explorer, cases) == []


@pytest.mark.soak
@pytest.mark.parametrize("by", ["rungs", "steps"])
def test_the_best_path_is_the_same_between_all_pairs(core: BrowserCore, explorer: Explorer, by: By) -> None:
    ids = sorted(o.id for o in explorer.names.occupations)
    number = {id_: i for i, id_ in enumerate(ids)}
    pairs = 0
    for origin in ids:
        network = network_of(links_ahead(explorer.graph, origin, 12))
        ways = all_best(network, origin, by)
        pairs += len(ids) - 1
        expected = [" ".join(str(number[stop]) for stop in ways.get(id_, ())) for id_ in ids]
        assert core.answer("ways", origin=number[origin], by=by)["ways"] == "\n".join(expected), origin
    assert pairs == 621_732


def all_best(network: Network, origin: str, by: By) -> dict[str, Way]:
    """The best ways from an occupation to all others: the search of PathFinder, with no end to come to."""
    finder = PathFinder(network, origin, ("nowhere",), by)
    ways: dict[str, Way] = {}
    waiting: list[tuple[int, Way, Any]] = [(0, (origin,), finder.start)]
    while waiting:
        weight, way, state = heappop(waiting)
        if way[-1] not in ways:
            ways[way[-1]] = way
            for on, after in finder._after(state):
                if on.id not in ways:
                    heappush(waiting, (weight + finder._weight(on), (*way, on.id), after))
    del ways[origin]
    return ways
