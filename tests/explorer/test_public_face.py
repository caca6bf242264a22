"""`import career_pathways as cp`: what it offers, what it costs, and what every answer can do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from inspect import signature
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import career_pathways as cp
from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.stores.beside import joins_in, lists_of
from career_pathways.queries.answers import HYPOTHESES
from career_pathways.queries.library import query

SALES = "sales-and-marketing-and-procurement"


@pytest.fixture(scope="module")
def explorer(graph: nx.MultiDiGraph) -> Explorer:
    return Explorer.of(graph)


def test_importing_it_imports_nothing_that_answers_need() -> None:
    script = "import sys, career_pathways; print(*(m for m in sys.modules if m.startswith('career_pathways')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["career_pathways"]


def test_every_name_that_it_lists_is_there_and_no_other() -> None:
    for name in dir(cp):
        assert getattr(cp, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'explore'"):
        _ = cp.explore


def test_a_store_is_opened_by_what_the_explorer_takes(built_store: Path) -> None:
    assert signature(cp.open).parameters.keys() == signature(Explorer.open).parameters.keys()
    with cp.open(built_store, edition="2026") as explorer, pytest.raises(cp.UnknownName, match="no edition '2026'"):
        _ = explorer.edition


def test_a_store_and_a_document_are_opened_by_a_word(built_store: Path, tmp_path: Path) -> None:
    with cp.open(built_store) as explorer:
        assert explorer.next("Butcher", route="sales").about.id == f"{SALES}/butcher-2"  # type: ignore[union-attr]
    with pytest.raises(cp.UnreadableSource):
        cp.build(tmp_path / "none.txt")


@pytest.mark.slow
def test_editions_that_are_built_together_are_what_a_store_with_both_holds(both: Path) -> None:
    with cp.open(both) as kept, cp.build("2017", "2026") as held:
        assert (held.edition, held.store.editions) == ("2017", ("2017", "2026"))
        assert lists_of(held.store) == lists_of(kept.store) and joins_in(held.store) == joins_in(kept.store)
        assert held.next("Butcher", route="sales").rows == kept.next("Butcher", route="sales").rows


def test_an_answer_is_its_rows_with_what_was_asked(explorer: Explorer) -> None:
    answer = explorer.next("Butcher", in_route="sales")
    assert list(answer) == list(answer.rows) and len(answer) == len(answer.rows) > 0
    assert answer.columns == answer.rows[0]._fields
    asked = query("next-steps")._replace(text=query("next-steps").of_document)  # the store holds nothing else
    assert (answer.question, answer.truncated, answer.query) == ("next-steps", False, asked)
    assert dict(answer.parameters) == {"id": f"{SALES}/butcher-2"}


def test_a_search_has_a_note_for_each_word_that_was_taken_for_another(explorer: Explorer) -> None:
    assert explorer.search("towr crane").notes == ("No title has 'towr'; looked for 'tower', which may not be meant.",)
    assert explorer.search("crane").notes == ()


def test_reach_within_steps_is_an_answer_too(explorer: Explorer) -> None:
    answer = explorer.reach("Butcher", in_route="sales", route="sales", steps=1)
    assert (answer.question, answer.query, answer.columns) == ("within-steps", None, answer.rows[0]._fields)
    assert {row.steps for row in answer} == {1}
    with pytest.raises(cp.WrongParameter, match="steps 0"):
        explorer.reach("Butcher", in_route="sales", steps=0)


def test_a_statement_of_ones_own_is_an_answer_of_plain_rows(explorer: Explorer) -> None:
    answer = explorer.cypher("MATCH (r:Route) RETURN r.id AS id, r.name AS name ORDER BY id", limit=2)
    assert (answer.columns, answer.truncated, answer.query) == (("id", "name"), True, None)
    assert list(answer.frame()["id"]) == [id_ for id_, _ in answer]
    with pytest.raises(cp.RefusedQuery):
        explorer.cypher("MATCH (n) DETACH DELETE n")


def test_an_answer_without_rows_says_why_from_a_store_as_in_memory(explorer: Explorer, built_store: Path) -> None:
    senior = f"{SALES}/senior-housing-property-management-4"
    goes_on = f'its route. The same occupation goes on in Construction: see `reach("{senior}")`.'
    with cp.open(built_store) as kept:
        for asked in (explorer, kept):
            assert asked.next("Hospitality manager").notes == ("Nothing progresses from it in its route.",)
            assert str(asked.next(senior).notes[0]) == f"Nothing progresses from it in {goes_on}"
            assert goes_on in repr(asked.next(senior)) and "see `reach(" in str(asked.next(senior)._repr_html_())
            assert not asked.next("Commis chef").notes
            assert asked.before("Commis chef").notes == ("Nothing progresses to it in its route.",)
            assert asked.reach("Commis chef", backwards=True).notes == ("Nothing leads to it.",)
            for filters in ({}, {"steps": 1}, {"levels": [4]}, {"route": "care", "degree": True}):
                assert asked.reach("Hospitality manager", **filters).notes == ("Nothing leads on from it.",)
            care = asked.next_of_level(8, route="care").notes
            assert care[0] == "No occupation of level 8 is stated in: Care Services."
            none = "It finds 6, none of them of level 2."
            assert asked.reach("Roofer", levels=[2], route="construction").notes == (none,)


def test_errors_carry_what_a_program_wants_to_know(explorer: Explorer) -> None:
    with pytest.raises(cp.AmbiguousName) as many:
        explorer.occupation("Butcher")
    assert many.value.candidates == ("engineering-and-manufacturing/butcher-2", f"{SALES}/butcher-2")
    assert "say which with `in_route`:" in str(many.value)
    with pytest.raises(cp.UnknownName) as unknown:
        explorer.occupation("Buthcer")
    assert f"{SALES}/butcher-2" in unknown.value.candidates
    with pytest.raises(cp.NoPathway) as none:
        explorer.path("Roofer", "Registered nurse")
    assert [reason.kind for reason in none.value.reasons] == ["no crossing"]
    assert none.value.nearest[0].title == "Construction site management"
    assert none.value.leading and str(none.value).count('`path("construction/roofer-2", ') == 1


def test_a_changed_map_is_an_explorer_with_its_differences(explorer: Explorer) -> None:
    text = "[[add.progression]]\nfrom = 'Hospitality manager'\nto = 'Retail management'\nbecause = 'both lead'\n"
    changed = explorer.what_if(text)
    assert [row.change for row in changed.differences.progressions] == ["added"]
    assert repr(changed).endswith("5,036 progressions; what if: 1 progression added")
    way = changed.path("Hospitality manager", "Retail management")
    assert [link.because for link in way] == ["both lead"] and "what if: both lead" in str(way._repr_html_())
    assert {link.because for link in changed.path("Commis chef", "Senior chef culinary arts")} == {None}
    assert HYPOTHESES in changed.next("Hospitality manager")._repr_html_()  # type: ignore[operator]
    assert HYPOTHESES not in changed.next("Hospitality supervisor")._repr_html_()  # type: ignore[operator]
    assert "Retail management" in {step.title for step in changed.next("Hospitality manager")}


def test_a_part_is_written_or_made_a_graph_or_frames_of(explorer: Explorer, tmp_path: Path) -> None:
    part = explorer.part(routes=["catering"], only=["Occupation"])
    assert part.graph().number_of_nodes() == len(part.frames().nodes) == part.counts["Occupation"]
    assert part.write(tmp_path / "catering.graphml")[0].name == "catering.graphml"


def test_a_part_shows_what_was_chosen_and_how_much_that_is(explorer: Explorer) -> None:
    part = explorer.part(routes=["catering"], only=["Route"])
    assert repr(part) == (
        "ChosenPart(chosen={'route': ['catering-and-hospitality'], 'only': ['Route']}, counts={'Route': 1}, "
        "left_out=('No relationship is left, only 1 node.',))"
    )
    assert part.edition.keys() == explorer.part().edition.keys()


@pytest.mark.parametrize("shared", ["yes", 1, None])
def test_whether_only_shared_occupations_are_wanted_is_said_with_a_truth(explorer: Explorer, shared: Any) -> None:
    with pytest.raises(cp.WrongParameter, match="neither True nor False"):
        explorer.part(shared=shared)


def test_an_address_where_a_file_is_wanted_is_neither_shown_nor_made(explorer: Explorer, tmp_path: Path) -> None:
    address = "bolt://neo4j:5ecr3t@localhost"
    with pytest.raises(cp.UnreadableSource, match="the address of a server") as read:
        cp.build(address)
    with pytest.raises(cp.UnreadableSource, match="the address of a server"):
        cp.build("2026", address)
    with chdir(tmp_path), pytest.raises(cp.WrongExport, match="the address of a server") as written:
        explorer.part(routes=["catering"]).write("neo4j:5ecr3t@h.json")
    assert "5ecr3t" not in str(read.value) + str(written.value)
    assert not list(tmp_path.iterdir())


MISSPELT = {
    "next": ({"occupation": "Butcher", "rout": "sales"}, "'route'"),
    "next_of_level": ({"level": 2, "step": 2}, "'steps'"),
    "search": ({"text": "nurse", "level": [5]}, "'levels'"),
    "reach": ({"occupation": "Roofer", "backward": True}, "'backwards'"),
    "path": ({"origin": "Roofer", "destination": "Scaffolder", "avoids": []}, "'avoid'"),
    "paths": ({"origin": "Roofer", "destination": "Scaffolder", "max_level": 2}, "'max_level_gap'"),
    "part": ({"route": ["construction"]}, "'routes'"),
    "ask": ({"name": "next-steps", "parameter": {}}, "'parameters'"),
}


@pytest.mark.parametrize("method", MISSPELT)
def test_a_keyword_that_is_none_is_an_error_that_names_the_nearest(explorer: Explorer, method: str) -> None:
    given, nearest = MISSPELT[method]
    with pytest.raises(TypeError, match=rf"^{method}\(\) takes no .* Did you mean {nearest}\?"):
        getattr(explorer, method)(**given)


@pytest.mark.parametrize("method", ["search", "next", "before", "reach", "reach_between", "compare"])
def test_help_and_tab_show_each_keyword(method: str) -> None:
    shown = signature(getattr(Explorer, method)).parameters
    assert {"route", "levels", "column", "apprenticeship_only", "degree"} <= shown.keys()
    assert not {"filters", "wishes"} & shown.keys()


def test_each_keyword_of_a_part_is_described(explorer: Explorer) -> None:
    described = str(Explorer.part.__doc__)
    assert all(f"`{name}`" in described for name in signature(explorer.part).parameters)


WRONG: dict[str, Callable[[Explorer], Any]] = {
    "2 is not a name": lambda explorer: explorer.next(2),
    "None is not a name": lambda explorer: explorer.path(None, "Roofer"),
    r"\['Roofer'\] is not a name": lambda explorer: explorer.reach(["Roofer"]),
    "3 is not a name": lambda explorer: explorer.search("nurse", route=3),
    "5 is not a text": lambda explorer: explorer.search(5),
    "limit '5'": lambda explorer: explorer.search("nurse", limit="5"),
    "degree 'yes'": lambda explorer: explorer.search("nurse", degree="yes"),
    "level '2'": lambda explorer: explorer.occupation("Butcher", level="2"),
    "levels 3": lambda explorer: explorer.next("Roofer", levels=3),
    "not a set of occupations": lambda explorer: explorer.reach_between({"levels": [2]}),
    "not a mapping": lambda explorer: explorer.ask("next-steps", "Roofer"),
    "neither a file nor the text": lambda explorer: explorer.what_if(3),
    "None is not a statement": lambda explorer: explorer.cypher(None),
    "only 'split': not a list": lambda explorer: explorer.diff("2017", "2026", only="split"),
    "Explorer holds no rows": cp.frame,
    "Gaps is neither a path": lambda explorer: cp.drawn(explorer.gaps()),
    "neither a file nor the name": lambda _: cp.build(["2017", "2026"]),
    "2 sources are the edition '2026'": lambda _: cp.build(2026, "2026"),
}
"""What is of the wrong type, by what the error says of it."""


@pytest.mark.parametrize("said", WRONG)
def test_what_is_of_the_wrong_type_is_said_to_be(explorer: Explorer, said: str) -> None:
    with pytest.raises(cp.WrongParameter, match=said):
        WRONG[said](explorer)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_what_is_asked_may_come_out_of_a_data_frame(explorer: Explorer, library: Any) -> None:
    frame = explorer.ask("occupations", {"level": 2, "route": "catering"}).frame(library)
    level, ids = frame["level"], frame["id"]
    assert explorer.next_of_level(level[0], route="catering") == explorer.next_of_level(2, route="catering")
    assert explorer.reach("Commis chef", levels=level.unique() + 1).parameters["levels"] == (3,)
    assert explorer.part(around=ids).chosen["around"] == sorted(ids)
    assert len(explorer.reach_between(cp.Among(levels=level), cp.Among(route="catering"))) == 3
    asked = explorer.cypher(
        "MATCH (o:Occupation) WHERE o.id IN $ids AND o.level = $of[0] RETURN o.id", {"ids": ids, "of": level}
    )
    assert len(asked) == 3 and repr(asked).startswith("cypher(ids=['catering")


CLOSED: dict[str, dict[str, Any]] = {
    "has a step of more than 1 level": {"max_level_gap": 1},
    "that is not within_cluster": {"only": ["within_cluster"]},
    "no way .* comes by construction/roofer-2": {"via": ["Roofer"]},
    "close the last way together": {"max_level_gap": 1, "only": ["within_cluster"], "via": ["Roofer"]},
}


@pytest.mark.parametrize("said", CLOSED)
def test_a_path_that_no_condition_allows_has_them_for_reasons_and_what_is_nearest(
    explorer: Explorer, said: str
) -> None:
    with pytest.raises(cp.NoPathway) as none:
        explorer.path("Butcher", "Retail management", in_route="sales", **CLOSED[said])
    assert {reason.kind for reason in none.value.reasons} == {"condition"}
    assert re.search(said, none.value.reasons[0].text)
    assert none.value.leading[0].title == "Retail manager"
    for near in none.value.nearest:
        assert explorer.path("Butcher", near.id, in_route="sales", **CLOSED[said])


def test_a_name_that_contradicts_its_route_or_level_has_what_it_names_as_candidate(explorer: Explorer) -> None:
    for given in ({"name": "construction/roofer-2", "in_route": "sales"}, {"name": "Roofer (2)", "level": 5}):
        with pytest.raises(cp.UnknownName) as unknown:
            explorer.occupation(**given)  # type: ignore[arg-type]
        assert unknown.value.candidates == ("construction/roofer-2",)


def test_what_is_typed_in_the_first_half_hour_is_shown_in_short(explorer: Explorer) -> None:
    answer = explorer.next("Butcher", in_route="sales")
    assert (answer[0], answer[-2:]) == (answer.rows[0], answer.rows[-2:])
    assert len(repr(cp.questions())) < 8_000 and repr(answer.query).startswith("next-steps(id): ")
    gaps = explorer.gaps()
    assert repr(gaps.level_two[3]) == (
        "LevelTwo(Catering and Hospitality: 0 in the professional column; of its 3 of level 2, 0 reach it)"
    )
    assert len(repr(gaps.matrix[:3])) < 400
    frames = explorer.part(routes=["catering"], only=["Occupation"]).frames()
    assert re.fullmatch(r"Frames: nodes, 11 rows of \d+ columns; relationships, \d+ rows of \d+ columns", repr(frames))
    with pytest.raises(cp.AmbiguousName) as many:
        explorer.next("Butcher")
    assert many.value._repr_html_().startswith("<pre>AmbiguousName: 2 occupations are called 'Butcher'.")
