"""Documents of the same kind that the reader has never seen: other routes, other clusters, the same damage."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from scoring import Score
from tries import tries
from unseen import generate

from career_pathways.loader.catalogue import to_json
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.reading.coverage import coverage
from career_pathways.loader.reading.reader import Reading, read_catalogue
from career_pathways.loader.source import SourceText

SEEDS = range(2000, 2000 + tries(12))
"""Not among those that the weights were fitted on (100 to 159 and 2100 to 2299)."""


@cache
def unseen(seed: int) -> tuple[SourceText, dict[str, Any], Reading]:
    text, gold = generate(seed)
    source = SourceText(text, f"seed {seed}")
    return source, gold, read_catalogue(source)


def test_titles_and_entries_are_found() -> None:
    score = Score()
    for seed in SEEDS:
        _, gold, reading = unseen(seed)
        score.add(gold["routes"], json.loads(to_json(reading.catalogue)))
    assert score.titles >= 0.985
    assert score.entries >= 0.975


@pytest.mark.parametrize("seed", SEEDS)
def test_every_character_is_owned_once(seed: int) -> None:
    source, _, reading = unseen(seed)
    owned = coverage(source, reading.claims)
    assert owned.complete, [source.quote(span) for span in owned.unowned + owned.contested]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_graph_of_it_is_a_good_one(seed: int) -> None:
    validate(build_graph(unseen(seed)[2].catalogue))
