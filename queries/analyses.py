"""The analyses of a whole map: what each answers, and the columns of its answer, on whatever engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Analysis(NamedTuple):
    """An analysis."""

    about: str
    columns: Mapping[str, str]
    """The types of its columns, as schema.py names types."""
    of_level: bool = False
    """Whether it can be kept to occupations of one stated level."""
    on_spark: bool = True
    """Whether it runs on Spark too."""


_OCCUPATION = {
    "id": "string",
    "title": "string",
    "level": "integer",
    "column": "string",
    "route": "string",
    "route_name": "string",
}

ANALYSES = {
    "reach": Analysis(
        "How many others each occupation leads to, and how far away the farthest is; the most first.",
        {**_OCCUPATION, "reached": "integer", "farthest": "integer"},
        of_level=True,
    ),
    "distances": Analysis(
        "How far away each is that an occupation leads to, a row for each two.",
        {"origin": "string", "destination": "string", "relationships": "integer"},
        of_level=True,
    ),
    "levels": Analysis(
        "How many others each occupation of a level leads to, and which is the nearest; the rows of reach-origins.",
        {
            **_OCCUPATION,
            "others": "integer",
            "nearest_id": "string",
            "nearest_title": "string",
            "nearest_level": "integer",
            "nearest_route_name": "string",
            "relationships": "integer",
        },
        of_level=True,
    ),
    "gaps": Analysis(
        "What the map does not offer, finding by finding.",
        {
            "kind": "string",
            **_OCCUPATION,
            "finding": "string",
            "beside": "string list",
            "lines": "integer list",
        },
        on_spark=False,
    ),
    "matrix": Analysis(
        "How many occupations of a route reach another one, for each two routes where any does.",
        {
            **dict.fromkeys(("origin", "origin_name", "destination", "destination_name"), "string"),
            **dict.fromkeys(("occupations", "reaching", "going_on"), "integer"),
        },
    ),
    "level-two": Analysis(
        "From how many occupations of level 2 the professional column of each route can be reached.",
        {
            **dict.fromkeys(("route", "route_name"), "string"),
            **dict.fromkeys(("professional", "own", "own_reaching"), "integer"),
            "share": "float",
            **dict.fromkeys(("map", "map_reaching"), "integer"),
            "map_share": "float",
        },
    ),
}
"""Reach and distances go over at most 12 relationships, as all reach of the library does; the last three any number."""
