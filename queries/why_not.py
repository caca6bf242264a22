"""Why no path leads from one occupation to another, with the nearest that can be reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from career_pathways.loader.errors import NoPathway
from career_pathways.loader.schema import BANDS
from career_pathways.loader.words.stems import folded_words
from career_pathways.loader.words.titles import named, normalised_title

from .rows.occupations import Occupation
from .ways import Ways

if TYPE_CHECKING:  # paths.py needs networkx, which a path of a store does without
    from .paths import Closed
    from .rows.reach import Reached

_SHOWN = 3
"""As many of each as one looks at."""

_COLUMNS = tuple(BANDS)
"""From left to right."""


class Reason(NamedTuple):
    """One reason why there is no path."""

    kind: str
    """`other way round`, `no higher`, `nothing from`, `nothing to`, `no crossing`, `other pathway`, `no step on` or
    `ways end`; `condition` where there are paths, and none keeps what was asked for."""
    text: str


def no_pathway(origin: Occupation, destination: Occupation, ways: Ways) -> NoPathway:
    """The error that says why no path leads from `origin` to `destination`, and what is near instead.

    Its `reasons`, each where it holds:

    1. Wrong direction: the path leads the other way; or the destination stands no higher, by the two stated levels or
       else by the two columns, where the map's own progressions rise.
    2. Nothing progresses from the origin, nor from the same occupation in another route; or nothing to the destination.
    3. Where neither holds: nothing within reach stands in the route of the destination; or nothing that does leads on
       to it, be it that all of it stands in other pathways, or that it stands in other clusters or no lower.
    4. Where the ways from the origin end below the professional column.

    Of an imported map, whose progressions go as its tables state them, only the first half of rule 1, rule 2 and, where
    neither holds, that nothing which is stated leads on.

    `nearest`: what can be reached and is most like the destination: what stands in its route, then what shares the most
    words of its title (Dice, over folded words), then what is nearest in level, then what is fewest relationships away.
    `leading`: what leads to the destination, the nearest to it first: what progresses to it as what-leads-to.cypher
    lists that, then the same occupation elsewhere and what is farther away, by title.
    """
    ahead, behind = ways.reached(origin.id), ways.reached(destination.id, backwards=True)
    reasons = _reasons(origin, destination, ahead, behind, ways)
    turned_round = reasons[0].kind == "other way round"
    nearest, leading = tuple(_likest(ahead, destination)[:_SHOWN]), _leading(destination, behind, ways)
    start, end = (destination.id, origin.id) if turned_round else (origin.id, nearest[0].id if nearest else "")
    within = "\nNearest to it within reach: {nearest_titles}; see {see_path}." if nearest else ""
    before = "\nWhat leads to it: {leading_titles}; see {see_reach_back}." if leading else ""
    return NoPathway(
        f"no path from {_place(origin)}, to {_place(destination)}"
        + "".join(f"\n  - {reason.text}" for reason in reasons),
        "\nSee {see_path}." if turned_round else within + before,
        origin=start,  # of the path to see, and so is the destination
        destination=end,
        occupation=destination.id,
        nearest_titles=_listed(nearest),
        leading_titles=_listed(leading),
        reasons=reasons,
        nearest=nearest,
        leading=leading,
    )


def none_keeps(
    origin: Occupation, destination: Occupation, closed: Sequence[Closed], ways: Ways, keeps: Callable[[str], bool]
) -> NoPathway:
    """The error of a path that there is, but none that keeps some conditions.

    In: those that close the last way, each by itself; whether a path to an occupation keeps them all. Its `reasons` are
    these conditions; `nearest` are of what is most like the destination those that can be reached so.
    """
    fact = f"no path from {origin.id} to {destination.id} keeps these conditions:"
    likest = [row for row in _likest(ways.reached(origin.id), destination) if row.id != destination.id][:_TRIED]
    about: dict[str, Any] = {
        "reasons": tuple(Reason("condition", _CLOSES[name].format(" or ".join(values))) for name, values in closed),
        "nearest": tuple(islice((row for row in likest if keeps(row.id)), _SHOWN)),
        "leading": _leading(destination, ways.reached(destination.id, backwards=True), ways),
    }
    if not closed:
        about["reasons"] = (Reason("condition", "several of the conditions close the last way together"),)
        fact = f"{fact} without them there is one, but leaving out one alone does not open it."
        return NoPathway(fact, **about)
    left_out = [" ".join(f"{{{name}}} {value}" for value in values) for name, values in closed]
    return NoPathway(fact, f"without {' or without '.join(left_out)} there is one.", closed=closed, **about)


_TRIED = 12
"""So many of what is most like the destination are looked at."""

_CLOSES = {
    "via": "no way that keeps the other conditions comes by {}",
    "avoid": "every way that keeps the other conditions comes through {}",
    "max_level_gap": "every way that keeps the other conditions has a step of more than {} level",
    "only": "every way that keeps the other conditions has a step that is not {}",
}


def _likest(rows: Sequence[Reached], wanted: Occupation) -> list[Reached]:
    return sorted(rows, key=lambda row: _unlikeness(row, wanted))


def _leading(destination: Occupation, behind: Sequence[Reached], ways: Ways) -> tuple[Reached, ...]:
    place = {id_: number for number, id_ in enumerate(ways.before(destination.id))}
    far = len(place)
    nearest_first = sorted(behind, key=lambda row: (row.relationships, place.get(row.id, far), row.title, row.id))
    return tuple(nearest_first[:_SHOWN])


def _place(occupation: Occupation) -> str:
    return f"{_named(occupation)}, {occupation.route_name}"


def _reasons(
    origin: Occupation, destination: Occupation, ahead: Sequence[Reached], behind: Sequence[Reached], ways: Ways
) -> tuple[Reason, ...]:
    """The rules of `no_pathway`, the most telling first; at least one holds."""
    start, end = _named(origin), _named(destination)
    of_import = ":" in destination.id
    reasons = []
    if ways.shortest(destination.id, origin.id):  # Rule 1: a path the other way, or none that would rise.
        text = f"the path leads the other way: from {end} one progresses to {start}"
        reasons.append(Reason("other way round", text))
    elif not of_import and (low := _stands_no_higher(origin, destination)):
        reasons.append(Reason("no higher", low))
    stuck = not ways.goes_on(origin.id) and not any(row.goes_on for row in ahead if row.relationships == 1)
    if stuck:  # Rule 2: nothing progresses from the origin, or nothing to the destination.
        where = f", nor from the same occupation in {_routes(ahead)}" if ahead else ""
        reasons.append(Reason("nothing from", f"nothing progresses from {start}{where}"))
    title = normalised_title(destination.title)
    namesakes = [row for row in behind if row.relationships == 1 and normalised_title(row.title) == title]
    if len(namesakes) == len(behind):
        where = f", nor to the same occupation in {_routes(behind)}" if behind else ""
        reasons.append(Reason("nothing to", f"nothing progresses to {end}{where}"))
    if not reasons and of_import:
        text = f"what the tables state to be within reach ({len(ahead)}) does not lead on to {end}"
        reasons.append(Reason("no step on", text))
    elif not reasons:  # Rule 3: what is within reach does not lead on to the destination.
        reasons.append(_not_on_to_it(origin, destination, ahead, ways))
    dead = [row for row in ahead if not row.goes_on and row.column != "professional"]
    if not stuck and dead and not of_import:  # Rule 4: ways that end too early.
        text = f"ways from {start} end below the professional column at {_listed(dead)}"
        reasons.append(Reason("ways end", text))
    return tuple(reasons)


def _not_on_to_it(origin: Occupation, destination: Occupation, ahead: Sequence[Reached], ways: Ways) -> Reason:
    """Rule 3."""
    end = _named(destination)
    there = [row for row in ahead if row.route == destination.route]
    if not there and origin.route != destination.route:
        return Reason(
            "no crossing",
            f"no crossing leads from anything within reach into {destination.route_name}: "
            f"what is within reach ({len(ahead)}) stands in {_routes(ahead)}",
        )
    pathways, within = ways.pathways_of(destination.id), {row.id for row in ahead}
    if not any(ways.any_in(pathway, within) for pathway in pathways):
        return Reason(
            "other pathway",
            f"nothing within reach ({len(there)} of {destination.route_name}) stands in the pathway "
            f"{'; '.join(sorted(set(pathways.values())))} of {end}, and a progression of the map stays within its "
            "pathway",
        )
    return Reason(
        "no step on",
        f"what is within reach in the pathway of {end} does not lead on to it: a progression of the map goes "
        "to the next level stated in its own cluster, or to a column further right",
    )


def _stands_no_higher(origin: Occupation, destination: Occupation) -> str | None:
    """Rule 1, where the path does not lead the other way either."""
    start, end = _named(origin), _named(destination)
    if origin.level and destination.level:
        if destination.level > origin.level:
            return None
        return f"a progression of the map rises, and {end} stands no higher than {start}"
    left, right = (_COLUMNS.index(occupation.column or "") for occupation in (origin, destination))
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


def _named(row: Occupation | Reached) -> str:
    return named(row.title, row.level)


def _listed(rows: Sequence[Reached]) -> str:
    """The first few, by title, those of one title with their routes, and how many more there are."""
    titles = Counter(map(_named, rows))
    names = [f"{_named(row)} in {row.route_name}" if titles[_named(row)] > 1 else _named(row) for row in rows]
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
