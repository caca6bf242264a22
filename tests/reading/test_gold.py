"""The reading of the packaged document, held against fifteen routes read by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scoring import Score

from career_pathways.loader.catalogue import Catalogue, to_json
from career_pathways.loader.reading import reader
from career_pathways.loader.reading.curated import packaged_lookups
from career_pathways.loader.reading.entries import ClusterEntries, read_entries
from career_pathways.loader.reading.reader import Reading
from career_pathways.loader.source import SourceText

FIRST_EIGHT = {
    "Agriculture, Environmental and Animal Care",
    "Business and Administration",
    "Catering and Hospitality",
    "Construction",
    "Education and Childcare",
    "Engineering and Manufacturing",
    "Hair and Beauty",
    "Protective Services",
}


def scored(gold: list[dict[str, Any]], catalogue: Catalogue) -> Score:
    score = Score()
    score.add(gold, json.loads(to_json(catalogue)))
    return score


def test_every_entry_and_every_cluster_is_read_as_by_hand(gold: list[dict[str, Any]], catalogue: Catalogue) -> None:
    score = scored(gold, catalogue)
    assert score.differences == []
    assert score.wanted == 803


def test_the_catalogue_has_the_routes_of_the_document_in_its_order(
    gold: list[dict[str, Any]], catalogue: Catalogue
) -> None:
    names = [route.name for route in catalogue.routes]
    assert sorted(names) == sorted(route["name"] for route in gold)
    assert names[0].startswith("Agriculture") and names[-1].startswith("Transport")


def test_clusters_stand_at_the_line_that_names_them(gold: list[dict[str, Any]], catalogue: Catalogue) -> None:
    read = {(r.name, p.name, c.name): c.line for r, p, c in catalogue.clusters()}
    for route in gold:
        for pathway in route["pathways"]:
            for cluster in pathway["clusters"]:
                assert read[route["name"], pathway["name"], cluster["name"]] == cluster["line"]


@pytest.mark.parametrize(
    ("names", "titles", "entries"),
    [(FIRST_EIGHT, 0.985, 0.97), (None, 0.99, 0.98)],
    ids=["eight routes", "all routes"],
)
def test_without_curated_readings_the_reader_comes_near(
    names: set[str] | None, titles: float, entries: float, gold: list[dict[str, Any]], bare: Reading
) -> None:
    score = scored([route for route in gold if names is None or route["name"] in names], bare.catalogue)
    assert score.titles >= titles
    assert score.entries >= entries
    assert all(": missed (" in d or ": wrong (" in d for d in score.differences), (
        "a cluster or one of its facts differs"
    )


def test_each_curated_reading_changes_the_catalogue(source: SourceText, monkeypatch: pytest.MonkeyPatch) -> None:
    lookups = packaged_lookups(source)
    assert lookups is not None
    assert len(lookups.readings) <= 12
    clusters: list[tuple[tuple[Any, ...], ClusterEntries]] = []

    def kept(*given: Any) -> ClusterEntries:
        clusters.append((given, read := read_entries(*given)))
        return read

    monkeypatch.setattr(reader, "read_entries", kept)
    reader.read_catalogue(source, lookups)
    for reading in lookups.readings:  # each cluster is read by itself, so only that of the reading can change
        rest = tuple(other for other in lookups.readings if other is not reading)
        (((*given, readings), read),) = (cluster for cluster in clusters if reading in cluster[1].curated)
        assert readings == lookups.readings
        assert read_entries(*given, rest).entries != read.entries, (
            f"{reading.place} ({reading.entry}) changes nothing: take it out"
        )
