"""What kind of move a progression is, and whether it skips a rung that stands between its ends. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .relatedness import Member, Rarity, share

if TYPE_CHECKING:
    import networkx as nx

IN_TRADE, TO_MANAGEMENT, OTHER_TRADE = MOVES = ("in_trade", "to_management", "other_trade")
"""The kinds of move, as an adviser names them: the nearest first."""

FOREIGN = 0.3
"""What the title of a destination may tell of another trade, where a word of one occupation of the map tells 1."""

IN_COMMON = 0.6
"""How much two occupations have in common that are of one trade, however much else their titles tell."""

CLUSTER_COUNTS = 0.1
"""What the share counts that the origin has in the name of the destination's cluster."""


def move(origin: Member, destination: Member, basis: str, rarity: Rarity) -> str:
    """What kind of move it is from one occupation to another on a basis, by what their titles tell (see `Rarity`).

    1. `other_trade`: the title of the destination tells more than `FOREIGN` that is foreign to the origin: that meets
       nothing, not as a word of the same trade either, in the origin's title and specialisms, or in the names of its
       cluster and pathway (of the pathway's, for one who leads people, as a word of the same trade too). And the two
       have less than `IN_COMMON`: the share of that title that is not foreign; the share of the origin's title that the
       title and specialisms of the destination meet; and, unless they stand in other rows, `CLUSTER_COUNTS` of the
       share of the name of the destination's cluster that the origin meets. So a plain "manager" is foreign to nobody,
       and a "baker" to all but bakers and who handles food.
    2. `to_management`: of the others, those whose destination leads people, by a word of `MANAGING`, on a higher rung
       than the origin, or where the origin leads nobody.
    3. `in_trade`: all the others.
    """
    tells = rarity.whole(destination.title)
    own = origin.own.and_of(origin.home)
    at_home = rarity.met(destination.title, own.and_of(origin.pathway) if destination.leads else own)
    if tells - at_home > FOREIGN:
        common = at_home / tells + share(rarity.met(origin.title, destination.entry), rarity.whole(origin.title))
        if basis != "same_pathway":
            named = share(rarity.met(destination.cluster, origin.own), rarity.whole(destination.cluster))
            common += CLUSTER_COUNTS * named
        if common < IN_COMMON:
            return OTHER_TRADE
    if destination.leads and (destination.rung > origin.rung or not origin.leads):
        return TO_MANAGEMENT
    return IN_TRADE


def skipping(steps: Mapping[tuple[str, str], tuple[str, float]]) -> set[tuple[str, str]]:
    """Those of the progressions, given by their ends with their move and relatedness, that skip a rung.

    A progression from A to C skips a rung B where those from A to B and from B to C are no change of trade, and on the
    average more closely related than it is.
    """
    after: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (start, end), (kind, relatedness) in steps.items():
        if kind != OTHER_TRADE:
            after[start][end] = round(relatedness * 10_000)

    def skips(start: str, end: str, relatedness: float) -> bool:
        alone = 2 * round(relatedness * 10_000)
        rungs = after.get(start, {}).items()
        return any(first + after[rung][end] > alone for rung, first in rungs if end in after.get(rung, ()))

    return {(start, end) for (start, end), (_, relatedness) in steps.items() if skips(start, end, relatedness)}


def steps_of(graph: nx.MultiDiGraph) -> dict[tuple[str, str], tuple[str, float]]:
    """The move and the relatedness of each progression between two occupations, by its ends."""
    return {
        (start, end): (properties["move"], properties["relatedness"])
        for start, end, kind, properties in graph.edges(keys=True, data=True)
        if kind == "PROGRESSES_TO" and "move" in properties
    }


def mark_skips(graph: nx.MultiDiGraph) -> None:
    """Set `skips` of all progressions between occupations anew, as `skipping` says."""
    steps = steps_of(graph)
    skips = skipping(steps)
    for start, end in steps:
        graph.edges[start, end, "PROGRESSES_TO"]["skips"] = (start, end) in skips
