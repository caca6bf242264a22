"""Rows that are routes or clusters, or that count what is in them."""

from __future__ import annotations

from typing import NamedTuple


class Route(NamedTuple):
    """A route and its size."""

    id: str
    name: str
    line: int
    pathways: int
    clusters: int
    occupations: int


class Cluster(NamedTuple):
    """A cluster, where it stands, and its size."""

    id: str
    name: str
    column: str | None
    row: int | None
    apprenticeship_only: bool
    description: str
    line: int
    pathway: str
    pathway_name: str
    route: str
    route_name: str
    occupations: int


class LevelCount(NamedTuple):
    """How many occupations a route has at a level."""

    route: str
    route_name: str
    level: int | None
    occupations: int
