"""The best path of all from one occupation to another, without conditions: found without the whole graph."""

from __future__ import annotations

from career_pathways.loader.errors import WrongParameter

from .network import network_of
from .path_finding import By, PathFinder, Way, check_measure
from .rows.occupations import Occupation
from .rows.paths import Path, Paths
from .ways import Ways
from .why_not import no_pathway


def plain_path(ways: Ways, start: Occupation, end: Occupation, by: By = "rungs") -> Paths:
    """The first path of all by a measure (rule 4 of path_finding.py).

    Raises NoPathway, and WrongParameter for two equal ends or a measure that there is not.
    """
    if start.id == end.id:
        raise WrongParameter(f"{start.id} is where the path begins and where it ends. Name two occupations.")
    check_measure(by)
    ends = {"from": start.id, "to": end.id}
    if by == "steps":
        links = ways.shortest(start.id, end.id)
        if not links:
            raise no_pathway(start, end, ways)
        return Paths(start, end, (Path.of(links),), 1, ends, ways.question("shortest-path"))
    network = network_of(ways.ahead(start.id))

    def first(measure: By) -> Way:
        finder = PathFinder(network, start.id, (end.id,), measure)
        return next(finder.in_order(), ())

    way = first(by) if end.id in network.bands else ()
    if not way:
        raise no_pathway(start, end, ways)
    fewest = 1 if end.id in network.onward[start.id] else 2
    shortest = first("steps") if len(way) - 1 > fewest else way
    shorter = Path.of(ways.links(shortest)) if len(shortest) < len(way) else None
    return Paths(start, end, (Path.of(ways.links(way)),), 1, ends | {"by": by}, None, shorter)
