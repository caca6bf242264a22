"""The shortest path from one occupation to another, or why there is none."""

from __future__ import annotations

from career_pathways.loader.errors import WrongParameter

from .library import query
from .rows.occupations import Occupation
from .rows.paths import Path, Paths
from .why_not import Ways, no_pathway


def shortest(ways: Ways, start: Occupation, end: Occupation) -> Paths:
    """The path with the fewest relationships. Raises NoPathway, and WrongParameter for two equal ends."""
    if start.id == end.id:
        raise WrongParameter(f"{start.id} is where the path begins and where it ends. Name two occupations.")
    links = ways.shortest(start.id, end.id)
    if not links:
        raise no_pathway(start, end, ways)
    return Paths(start, end, (Path(links),), 1, {"from": start.id, "to": end.id}, query("shortest-path"))
