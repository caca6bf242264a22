"""The catalogue as JSON."""

from __future__ import annotations

from catalogue_json import from_json

from career_pathways.loader.catalogue import Catalogue, to_json
from career_pathways.loader.reading.reader import Reading, read_catalogue
from career_pathways.loader.source import SourceText


def test_json_holds_all_of_a_catalogue(catalogue: Catalogue) -> None:
    assert from_json(to_json(catalogue)) == catalogue


def test_reading_twice_gives_the_same_bytes(source: SourceText, bare: Reading) -> None:
    assert to_json(read_catalogue(source).catalogue) == to_json(bare.catalogue)
