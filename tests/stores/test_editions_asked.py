"""Each edition of a store with several answers as it does alone: all questions, and those of the whole graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from asked import OF_OTHERS, asked
from places import DOCS

from career_pathways.explorer.explorer import Explorer
from career_pathways.queries.among import Among
from career_pathways.queries.library import queries
from career_pathways.queries.marks import marks

MOST = 4
"""Parameters that a question is asked with here: what it scans shows at once."""


@pytest.fixture(scope="module", params=["2017", "2026"])
def explorers(request: pytest.FixtureRequest, both: Path, built_store: Path, today: Path) -> tuple[Explorer, Explorer]:
    alone = {"2017": built_store, "2026": today}[request.param]
    return Explorer.open(both, edition=request.param), Explorer.open(alone)


@pytest.mark.slow
def test_every_question_of_an_edition_is_answered_as_alone(explorers: tuple[Explorer, Explorer]) -> None:
    of_both, alone = explorers
    asking = [q for q in queries() if q.name not in {*OF_OTHERS - {"related", "stated-steps"}, "editions"}]
    assert len(asking) > 20
    ids = sorted(node for node, label in alone.graph.nodes(data="label") if label == "Occupation")
    for question in asking:
        if question.name == "shortest-path":
            given = [{"from": ids[i], "to": ids[-i]} for i in range(1, MOST)]
        elif question.name == "related":
            given = [{"id": id_} for id_ in ids[:MOST]]
        else:
            given = [{}] if question.name in OF_OTHERS else asked(question.name, alone.graph)
        for parameters in given[:: max(1, len(given) // MOST)]:
            one, other = (explorer.ask(question.name, parameters, limit=None).rows for explorer in explorers)
            assert one == other, (question.name, parameters)
    assert of_both.store.edition and not alone.store.edition


@pytest.mark.slow
def test_what_is_asked_of_the_whole_graph_is_of_the_edition(explorers: tuple[Explorer, Explorer]) -> None:
    first, *_, last = (row.from_id for row in explorers[1].ask("level-next-steps", {"level": 3}, limit=None))
    one, other = (
        (
            list(explorer.gaps()),
            marks(explorer.store),
            explorer.compare(first, last),
            explorer.reach_between(Among(levels=[2])).rows,
            explorer.search("manager").rows,
            explorer.edition,
        )
        for explorer in explorers
    )
    assert one == other


@pytest.mark.slow
def test_a_changed_map_is_of_the_edition_that_is_asked(both: Path) -> None:
    with Explorer.open(both) as explorer, explorer.what_if(DOCS / "hospitality-director.toml") as changed:
        assert not any("edition" in of for _, of in changed.graph.nodes(data=True))
        assert [row.title for row in changed.next("Senior chef culinary arts")] == ["Hospitality director"]
