"""Why no path leads from one occupation to another, and the nearest that can be reached. Rows in, a record out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from career_pathways.loader.words.stems import folded_words
from career_pathways.loader.words.titles import normalised_title

from .answers import Occupation, Reached

_SHOWN = 3
"""As many of each as one looks at."""

_COLUMNS = ("technical", "higher_technical", "professional")
"""From left to right."""


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
    goes_on: bool,
    turned_round: bool,
    around: Callable[[], tuple[frozenset[str], bool]],
) -> NoWay:
    """Why no path leads from `origin` to `destination`.

    In: `ahead`, all that the origin can reach, by reach.cypher; `behind`, all that can reach the destination, by
    reach-back.cypher; `goes_on`, whether anything progresses from the origin itself; `turned_round`, whether a path
    leads from the destination to the origin; `around`, asked only where it matters: the names of the pathways that the
    destination stands in, and whether anything within reach stands in one of them. The reasons, each where it holds:

    1. Wrong direction: the path leads the other way; or the destination stands no higher, by the two stated levels or
       else by the two columns, where the map's own progressions rise.
    2. Nothing progresses from the origin, nor from the same occupation in another route; or nothing to the destination.
    3. Where neither holds: nothing within reach stands in the route of the destination; or nothing that does leads on
       to it, be it that all of it stands in other pathways, or that it stands in other clusters or no lower.
    4. Where the ways from the origin end below the professional column.

    Most like the destination is what stands in its route, then what shares the most words of its title (Dice, over
    folded words), then what is nearest in level, then what is fewest relationships away.
    """
    start, end = named(origin), named(destination)
    reasons = []
    if turned_round:  # Rule 1
        reasons.append(f"the path leads the other way: from {end} one progresses to {start}")
    elif low := _stands_no_higher(origin, destination):
        reasons.append(low)
    stuck = not goes_on and not any(row.goes_on for row in ahead if row.relationships == 1)
    if stuck:  # Rule 2
        where = f", nor from the same occupation in {_routes(ahead)}" if ahead else ""
        reasons.append(f"nothing progresses from {start}{where}")
    title = normalised_title(destination.title)
    namesakes = [row for row in behind if row.relationships == 1 and normalised_title(row.title) == title]
    if len(namesakes) == len(behind):
        where = f", nor to the same occupation in {_routes(behind)}" if behind else ""
        reasons.append(f"nothing progresses to {end}{where}")
    if not reasons:  # Rule 3
        there = [row for row in ahead if row.route == destination.route]
        if not there and origin.route != destination.route:
            reasons.append(
                f"no crossing leads from anything within reach into {destination.route_name}: "
                f"what is within reach ({len(ahead)}) stands in {_routes(ahead)}"
            )
        elif not (told := around())[1]:
            reasons.append(
                f"nothing within reach ({len(there)} of {destination.route_name}) stands in the pathway "
                f"{'; '.join(sorted(told[0]))} of {end}, and a progression of the map stays within its pathway"
            )
        else:
            reasons.append(
                f"what is within reach in the pathway of {end} does not lead on to it: a progression of the map goes "
                "to the next level stated in its own cluster, or to a column further right"
            )
    dead = [row for row in ahead if not row.goes_on and row.column != "professional"]
    if not stuck and dead:  # Rule 4
        reasons.append(f"ways from {start} end below the professional column at {listed(dead)}")
    nearest = sorted(ahead, key=lambda row: _unlikeness(row, destination))
    leading = sorted(behind, key=lambda row: (row.relationships, row.title, row.id))
    return NoWay(tuple(reasons), tuple(nearest[:_SHOWN]), tuple(leading[:_SHOWN]))


def _stands_no_higher(origin: Occupation, destination: Occupation) -> str | None:
    """Rule 1, where the path does not lead the other way either."""
    start, end = named(origin), named(destination)
    if origin.level and destination.level:
        if destination.level > origin.level:
            return None
        return f"a progression of the map rises, and {end} stands no higher than {start}"
    left, right = (_COLUMNS.index(occupation.column) for occupation in (origin, destination))
    if right > left:
        return None
    where = "in the same column as" if right == left else "in a column left of"
    return (
        "where a level is not stated a progression of the map leads to a column further right, and "
        f"{end} stands {where} {start}"
    )


def _routes(rows: Sequence[Reached]) -> str:
    """Their routes, by name. Names have commas and an "and" in them, hence the semicolons."""
    return "; ".join(sorted({row.route_name for row in rows}))


def named(occupation: Occupation | Reached) -> str:
    """The title, with the level where it is stated.

    >>> named(Occupation("r/roofer-2", "Roofer", 2, "technical", False, (), "r", "R"))
    'Roofer (2)'
    """
    return occupation.title if occupation.level is None else f"{occupation.title} ({occupation.level})"


def listed(rows: Sequence[Reached]) -> str:
    """The first few, by title, those of one title with their routes, and how many more there are."""
    titles = Counter(map(named, rows))
    names = [f"{named(row)} in {row.route_name}" if titles[named(row)] > 1 else named(row) for row in rows]
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _unlikeness(row: Reached, wanted: Occupation) -> tuple[bool, float, int, int, str, str]:
    words, others = _words(row.title), _words(wanted.title)
    shared = 2 * len(words & others) / (len(words) + len(others) or 1)
    level = abs((row.level or 0) - (wanted.level or 0)) if row.level and wanted.level else 9
    return row.route != wanted.route, -shared, level, row.relationships, row.title, row.id


@lru_cache(maxsize=4096)  # the map's own titles, asked for again with each pair that has no path
def _words(title: str) -> frozenset[str]:
    return frozenset(folded_words(title))
