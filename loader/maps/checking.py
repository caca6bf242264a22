"""What of a good graph (loader/graph/validate.py) does not follow from how the rows of a map are made."""

from __future__ import annotations

from typing import NoReturn

from career_pathways.loader.errors import InvalidGraph
from career_pathways.loader.graph.crossings import levels_compatible
from career_pathways.loader.words.titles import normalised_title

from .mapping import SAME
from .read_map import MapRecords
from .rows import MapRows


def check_rows(rows: MapRows, records: MapRecords) -> None:
    """Raise InvalidGraph, with place and cure, at the first thing that is not good.

    5. No two occupations of one route have one normalised title and one level, unless codes tell them apart.
    8. What is the same is of two routes, and of compatible levels.

    The other rules hold by the way in which rows are made, whatever the tables state.
    """
    if None in records.occupations.codes:
        _check_titles(rows, records)
    _check_same(rows, records)


def _check_titles(rows: MapRows, records: MapRecords) -> None:
    """Rule 5."""
    occupations, names = records.occupations, rows.names

    def called(number: int) -> tuple[str, str, int]:
        return names.route_of(number).id, normalised_title(occupations.titles[number]), occupations.levels[number]

    firsts: dict[int, int] = {}
    for number in range(len(occupations)):
        first = firsts.setdefault(hash(called(number)), number)
        by_code = None not in (occupations.codes[number], occupations.codes[first])
        if first != number and not by_code and called(first) == called(number):
            _fail(5, names.ids[number], f"it says the same as {names.ids[first]}")


def _check_same(rows: MapRows, records: MapRecords) -> None:
    """Rule 8."""
    same, found = records.relations[SAME], list[tuple[int, int, str]]()
    ends = zip(same.origins.tolist(), same.destinations.tolist(), strict=True)
    for start, end in (pair for one, other in ends for pair in ((one, other), (other, one))):
        one, other = rows.occupation(start), rows.occupation(end)
        if one["route"] == other["route"]:
            found.append((start, end, "the two are of one route"))
        elif not levels_compatible(one, other):
            found.append((start, end, "the levels of the two are not compatible"))
    if found:
        start, end, what = min(found, key=lambda found: found[0])
        _fail(8, f"{rows.names.ids[start]} -[SHARED_ACROSS_ROUTES]-> {rows.names.ids[end]}", what)


def _fail(rule: int, place: str, what: str) -> NoReturn:
    raise InvalidGraph(
        f"{place}: {what} (rule {rule} of a good graph, see loader/graph/validate.py).",
        "Build the graph again from its document.",
    )
