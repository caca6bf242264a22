"""Rows that are within reach of an occupation."""

from __future__ import annotations

from typing import NamedTuple


class LinkAhead(NamedTuple):
    """A progression or a crossing, from an occupation or from anything within its reach."""

    from_id: str
    from_level_min: int | None
    from_level_max: int | None
    id: str
    level_min: int | None
    level_max: int | None
    type: str
    basis: str | None
    cost: int | None
    move: str | None
    skips: bool | None
    relatedness: float | None


class Reached(NamedTuple):
    """An occupation within reach."""

    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    relationships: int
    """How far away: progressions and crossings."""
    goes_on: bool
    """Whether anything progresses from it in its route."""


class SetReach(NamedTuple):
    """An occupation of one set that can lead to another occupation of a second, or that this can lead to."""

    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    others: int
    """How many occupations of the other set it leads to, or how many of them lead to it."""
    nearest_id: str
    """The fewest relationships away of these, and so the next three."""
    nearest_title: str
    nearest_level: int | None
    nearest_route_name: str
    relationships: int
    """How far away that is: progressions and crossings."""


class StepsAway(NamedTuple):
    """An occupation some steps away, crossings not counted as steps."""

    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    steps: int
    crossings: int
    """Of the path with the fewest steps."""
