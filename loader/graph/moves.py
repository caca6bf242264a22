"""What kind of move a progression is, and whether it skips a rung that stands between its ends. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .relatedness import Member, Rarity

if TYPE_CHECKING:
    import networkx as nx

IN_TRADE, TO_MANAGEMENT, OTHER_TRADE = MOVES = ("in_trade", "to_management", "other_trade")
"""The kinds of move, as an adviser names them: the nearest first."""

FOREIGN = 0.5
"""What the title of a destination may tell of another trade, where a word of one occupation of the map tells 1."""

AT_HOME = 0.4
"""The share of what such a title tells that shows one trade, however much else it tells."""


def move(origin: Member, destination: Member, rarity: Rarity) -> str:
    """What kind of move it is from one occupation to another, by what the titles tell (see `Rarity`).

    1. `other_trade`: the title of the destination is foreign to the origin. Foreign is what it tells that meets
       nothing, not as a word of the same trade either, in the origin's title and specialisms, or in the names of its
       cluster and pathway: more than `FOREIGN`, and less than `AT_HOME` of all that the title tells is left. So a
       plain "manager" is foreign to nobody, and a "baker" to everyone but bakers and who handles food.
    2. `to_management`: of the others, those whose destination leads people, by a word of `MANAGING`, on a higher rung
       than the origin, or where the origin leads nobody.
    3. `in_trade`: all the others.
    """
    tells = rarity.whole(destination.title)
    foreign = max(0.0, tells - rarity.met(destination.title, origin.own.and_of(origin.home)))
    if foreign > FOREIGN and tells - foreign < AT_HOME * tells:
        return OTHER_TRADE
    if destination.leads and (destination.rung > origin.rung or not origin.leads):
        return TO_MANAGEMENT
    return IN_TRADE


def skipping(moves: Mapping[tuple[str, str], str]) -> set[tuple[str, str]]:
    """Those of the progressions, given by their ends with their moves, that skip a rung.

    A progression skips a rung where it leads from A to C and two others, from A to B and from B to C, are no change of
    trade.
    """
    after: defaultdict[str, set[str]] = defaultdict(set)
    for (start, end), kind in moves.items():
        if kind != OTHER_TRADE:
            after[start].add(end)
    return {pair for pair in moves if any(pair[1] in after.get(rung, ()) for rung in after.get(pair[0], ()))}


def moves_of(graph: nx.MultiDiGraph) -> dict[tuple[str, str], str]:
    """The move of each progression between two occupations, by its ends."""
    return {
        (start, end): properties["move"]
        for start, end, kind, properties in graph.edges(keys=True, data=True)
        if kind == "PROGRESSES_TO" and "move" in properties
    }


def mark_skips(graph: nx.MultiDiGraph) -> None:
    """Set `skips` of all progressions between occupations anew, as `skipping` says."""
    moves = moves_of(graph)
    skips = skipping(moves)
    for start, end in moves:
        graph.edges[start, end, "PROGRESSES_TO"]["skips"] = (start, end) in skips
