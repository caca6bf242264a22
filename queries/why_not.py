"""Why no path leads from one occupation to another, and the nearest that can be reached. Rows in, a record out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from career_pathways.loader.names import folded_words

from .answers import Occupation, Reached

_SHOWN = 3
"""As many of each as one looks at."""


@dataclass(frozen=True, slots=True)
class NoWay:
    """Why there is no path."""

    reasons: tuple[str, ...]
    """Sentences, the most telling first; at least one."""
    nearest: tuple[Reached, ...]
    """What can be reached and is most like the destination, the most like first; three at most."""
    leading: tuple[Reached, ...]
    """What leads to the destination, the nearest to it first; three at most."""


def why_no_path(
    origin: Occupation,
    destination: Occupation,
    ahead: Sequence[Reached],
    behind: Sequence[Reached],
    *,
    turned_round: bool,
) -> NoWay:
    """Why no path leads from `origin` to `destination`.

    In: `ahead`, all that the origin can reach, by reach.cypher; `behind`, all that can reach the destination, by
    reach-back.cypher; `turned_round`, whether a path leads from the destination to the origin. The reasons, each where
    it holds:

    1. Wrong direction: the path leads the other way; or the stated level of the destination is not above that of the
       origin, since a progression rises.
    2. Nothing progresses from the origin, nor from the same occupation in another route; or nothing to the destination.
    3. Another route: nothing within reach stands in the route of the destination. Otherwise, another pathway: something
       does, and none of it leads on to the destination.
    4. Where the ways from the origin end below the professional column.

    Most like the destination is what stands in its route, then what shares the most words of its title (Dice, over
    folded words), then what is nearest in level, then what is fewest relationships away.
    """
    start, end = named(origin), named(destination)
    onward = [row for row in ahead if row.goes_on] or [row for row in ahead if row.route == origin.route]
    reasons = []
    if turned_round:  # Rule 1
        reasons.append(f"the path leads the other way: from {end} one progresses to {start}, and a progression rises")
    elif origin.level and destination.level and destination.level <= origin.level:
        reasons.append(f"a progression rises, and {end} stands no higher than {start}")
    if not onward:  # Rule 2
        also = {row.route_name for row in ahead}
        where = f", nor from the same occupation in {', '.join(sorted(also))}" if also else ""
        reasons.append(f"nothing progresses from {start}{where}")
    if not behind:
        reasons.append(f"nothing progresses to {end}: its pathways begin there")
    if onward and behind and not turned_round:  # Rule 3
        there = [row for row in ahead if row.route == destination.route]
        if not there and origin.route != destination.route:
            routes = ", ".join(sorted({origin.route_name, *(row.route_name for row in ahead)}))
            reasons.append(
                f"no crossing leads from anything within reach into {destination.route_name}: "
                f"the {len(ahead)} occupations within reach stand in {routes}"
            )
        else:
            reasons.append(
                f"{len(there)} occupations of {destination.route_name} are within reach, and none of them leads on to "
                f"{end}: a progression stays within its pathway"
            )
    dead = [row for row in ahead if not row.goes_on and row.column != "professional"]
    if onward and dead:  # Rule 4
        reasons.append(f"ways from {start} end below the professional column at {listed(dead)}")
    nearest = sorted(ahead, key=lambda row: _unlikeness(row, destination))
    leading = sorted(behind, key=lambda row: (row.relationships, row.title, row.id))
    return NoWay(tuple(reasons), tuple(nearest[:_SHOWN]), tuple(leading[:_SHOWN]))


def named(occupation: Occupation | Reached) -> str:
    """The title, with the level where it is stated.

    >>> named(Occupation("r/roofer-2", "Roofer", 2, "technical", False, (), "r", "R"))
    'Roofer (2)'
    """
    return occupation.title if occupation.level is None else f"{occupation.title} ({occupation.level})"


def listed(rows: Sequence[Reached]) -> str:
    """The first few, by title, and how many more there are."""
    names = [named(row) for row in rows]
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _unlikeness(row: Reached, wanted: Occupation) -> tuple[bool, float, int, int, str, str]:
    words, others = folded_words(row.title).keys(), folded_words(wanted.title).keys()
    shared = 2 * len(words & others) / (len(words) + len(others) or 1)
    level = abs((row.level or 0) - (wanted.level or 0)) if row.level and wanted.level else 9
    return row.route != wanted.route, -shared, level, row.relationships, row.title, row.id
