"""The catalogue as JSON, both ways."""

from __future__ import annotations

import pytest

from career_pathways.loader.catalogue import Catalogue, from_json, to_json
from career_pathways.loader.errors import InvalidCatalogue
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import SourceText


def test_json_holds_all_of_a_catalogue(catalogue: Catalogue) -> None:
    assert from_json(to_json(catalogue)) == catalogue


def test_reading_twice_gives_the_same_bytes(source: SourceText) -> None:
    once, twice = (to_json(read_catalogue(source).catalogue) for _ in range(2))
    assert once == twice


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"source": {"name": "x", "sha256": "y"}, "routes": [{}]}'])
def test_what_is_no_catalogue_is_an_error_with_a_cure(text: str) -> None:
    with pytest.raises(InvalidCatalogue, match="Write one with `pathways catalogue"):
        from_json(text)
