"""What is missing, in a sentence for each kind of gap (gaps.py). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from career_pathways.loader.words.counting import counted

EMPTY_ROUTE = "The document holds no table of it: what the map lists there is not known."
ROUTE_APART = "No crossing leads from it: no occupation of it is one of another route."


def nothing(way: str, routes: str) -> str:
    """Of a dead end ("from") or what nothing leads to ("to"); `routes`: the names of those of its namesakes, or ""."""
    nor = f", nor {way} the same in {routes}" if routes else ""
    return f"Nothing progresses {way} it{nor}."


def goes_on_in(routes: str) -> str:
    """Of a one-way exit."""
    return f"Nothing progresses from it here; the same goes on in {routes}."


def jump(level: int, landing: int, title: str, landings: int) -> str:
    """Of a level jump to so many occupations, the first of that title."""
    more = f" and {landings - 1} more" if landings > 1 else ""
    return f"From level {level} straight to {landing}: {title}{more}."


def empty_column(column: str) -> str:
    """Of an empty column."""
    return f"No cluster stands in its {column.replace('_', ' ')} column."


def one_way(going_on: int, of: int, destination: str, origin: str) -> str:
    """Of a one-way route, from one that has so many occupations to another, by their names."""
    some = f"{going_on} of its {counted(of, 'occupation')}"
    return f"{some} can go on in {destination}; nothing there can go on in {origin}."


def bridge(route: str, names: Sequence[str], cut_off: int, others: int) -> str:
    """Of a bridge to a route; `names`: the first of the routes that are cut off, which may be more."""
    listed = "; ".join(names)
    more = f"; and {cut_off - len(names):,} more" if cut_off > len(names) else ""
    subject = f"{listed} is" if cut_off == 1 else f"{cut_off} routes ({listed}{more}) are"
    rest = f"{counted(others, 'other route')}, each taken as one place."
    return f"Without its crossing to {route}, {subject} cut off from {rest}"
