"""What a question answers with: frozen rows, and the one order that they come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from career_pathways.loader.errors import QueryError

from .library import Query

INFERENCE = "A progression is inferred from where the clusters stand in the map; the map itself states none."
"""Said once by every view and every export that shows progressions (docs/graph-model.md)."""

BASES = {
    "within_cluster": "next level, same cluster",
    "same_row": "next column, same row",
    "skips_column": "past an empty column",
    "same_pathway": "next column, another row",
    "what_if": "what if",
}
"""Each basis in a few words, the strongest first; the last is that of a step that a file adds (what_if.py)."""


class Occupation(NamedTuple):
    """An occupation, in a cluster or in a route."""

    id: str
    title: str
    level: int | None
    column: str
    degree: bool
    specialisms: tuple[str, ...]
    route: str
    route_name: str


class Listing(NamedTuple):
    """An occupation as one cluster lists it."""

    id: str
    title: str
    level: int | None
    column: str
    degree: bool
    route: str
    route_name: str
    lines: tuple[int, ...]
    cluster: str
    cluster_name: str
    cluster_column: str
    row: int
    apprenticeship_only: bool
    pathway: str
    pathway_name: str
    specialisms: tuple[str, ...]
    """Those that this cluster lists."""
    line: int
    quote: str
    """What the document says there."""


class Step(NamedTuple):
    """The other end of a progression, and the reasons for it."""

    id: str
    title: str
    level: int | None
    column: str
    route: str
    route_name: str
    basis: str
    cost: int
    relatedness: float
    by_title: float
    """This and the next four: the parts of relatedness, which they come to together."""
    by_specialisms: float
    by_place: float
    by_level: float
    by_basis: float
    level_gap: int | None
    shared_words: tuple[str, ...]
    pathway: str
    from_cluster: str
    to_cluster: str


class Progression(NamedTuple):
    """A progression with both its ends."""

    from_id: str
    from_title: str
    from_level: int | None
    id: str
    title: str
    level: int | None
    column: str
    route: str
    route_name: str
    basis: str
    cost: int
    relatedness: float
    by_title: float
    """This and the next four: the parts of relatedness, which they come to together."""
    by_specialisms: float
    by_place: float
    by_level: float
    by_basis: float
    level_gap: int | None
    shared_words: tuple[str, ...]
    pathway: str
    from_cluster: str
    to_cluster: str


class Ahead(NamedTuple):
    """An occupation some steps ahead, by its shortest path."""

    id: str
    title: str
    level: int | None
    column: str
    route: str
    route_name: str
    steps: int
    cost: int
    """Of the whole path."""
    relatedness: float
    """Of the least related step."""
    bases: tuple[str, ...]
    via: tuple[str, ...]
    """The titles between."""


class LevelAhead(NamedTuple):
    """The same, with where it starts."""

    from_id: str
    from_title: str
    from_level: int | None
    id: str
    title: str
    level: int | None
    column: str
    route: str
    route_name: str
    steps: int
    cost: int
    relatedness: float
    bases: tuple[str, ...]
    via: tuple[str, ...]


class Link(NamedTuple):
    """One relationship of a path: a progression, or a crossing to another route with its match and score."""

    position: int
    type: str
    from_id: str
    from_title: str
    from_level: int | None
    from_column: str
    from_route_name: str
    id: str
    title: str
    level: int | None
    column: str
    route_name: str
    basis: str | None
    cost: int | None
    relatedness: float | None
    by_title: float | None
    by_specialisms: float | None
    by_place: float | None
    by_level: float | None
    by_basis: float | None
    level_gap: int | None
    shared_words: tuple[str, ...] | None
    pathway: str | None
    pathway_name: str | None
    from_cluster: str | None
    from_cluster_name: str | None
    to_cluster: str | None
    to_cluster_name: str | None
    from_line: int | None
    """Where the document lists the origin in `from_cluster`; at a crossing, where it lists it first. 0 or None where
    an occupation is none of the document's (what_if.py)."""
    from_quote: str | None
    """What the document says there."""
    line: int | None
    """The same of the destination."""
    quote: str | None
    match: str | None
    score: int | None


class Reached(NamedTuple):
    """An occupation within reach."""

    id: str
    title: str
    level: int | None
    column: str
    route: str
    route_name: str
    relationships: int
    """How far away: progressions and crossings."""
    goes_on: bool
    """Whether anything progresses from it in its route."""


class StepsAway(NamedTuple):
    """An occupation some steps away, crossings not counted as steps."""

    id: str
    title: str
    level: int | None
    column: str
    route: str
    route_name: str
    steps: int
    crossings: int
    """Of the path with the fewest steps."""


class Found(NamedTuple):
    """An occupation that a search found."""

    id: str
    title: str
    level: int | None
    column: str
    route: str
    route_name: str
    found_in: str
    """`title` or `specialism`."""
    found: tuple[str, ...]


class Shared(NamedTuple):
    """The same occupation in two routes."""

    id: str
    title: str
    level: int | None
    route: str
    route_name: str
    other_id: str
    other_title: str
    other_level: int | None
    other_route: str
    other_route_name: str
    match: str
    score: int


class DeadEnd(NamedTuple):
    """An occupation without a next step."""

    id: str
    title: str
    level: int | None
    column: str
    route: str
    route_name: str
    goes_on_in: tuple[str, ...]
    """The names of the other routes where the same occupation has one."""


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
    column: str
    row: int
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


Row = (
    Occupation
    | Listing
    | Step
    | Progression
    | Ahead
    | LevelAhead
    | Link
    | Reached
    | Found
    | Shared
    | DeadEnd
    | Route
    | Cluster
    | LevelCount
)
"""Any of them. A question's `returns` names the fields of exactly one, in their order."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path from one occupation to another, as its relationships in order."""

    links: tuple[Link, ...]

    @property
    def steps(self) -> int:
        """How many of them are progressions."""
        return sum(link.type == "PROGRESSES_TO" for link in self.links)

    @property
    def crossings(self) -> int:
        """How many of them cross to another route."""
        return len(self.links) - self.steps

    @property
    def cost(self) -> int:
        """The cost of its progressions; a crossing costs nothing."""
        return sum(link.cost or 0 for link in self.links)


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths that were asked for from one occupation to another; at least one."""

    origin: Occupation
    destination: Occupation
    paths: tuple[Path, ...]
    """The best first."""
    total: int | None
    """How many there are, those beyond the limit too; None where there are more other ways than were asked for."""
    parameters: Mapping[str, Any]
    query: Query | None
    """The question in Cypher; None where it was asked offline."""


_ROWS: dict[tuple[str, ...], type[Row]] = {kind._fields: kind for kind in get_args(Row)}


def row_type(columns: tuple[str, ...]) -> type[Row]:
    """The row whose fields are `columns`. Raises QueryError where there is none."""
    if columns not in _ROWS:
        raise QueryError(f"no row of queries/answers.py has the columns {', '.join(columns)}. Declare one.")
    return _ROWS[columns]


def read_rows(kind: type[Row], rows: Sequence[Sequence[Any]]) -> list[Row]:
    """The rows of these values, one for each field, lists as tuples; raises QueryError where a type is another.

    Column by column: a thousand rows are checked in a millisecond.
    """
    if not rows:
        return []
    columns: list[Sequence[Any]] = []
    accepted = zip(kind._fields, _accepted(kind.__name__), zip(*rows, strict=True), strict=True)
    for name, (scalars, items), values in accepted:
        column = [tuple(v) if type(v) is list else v for v in values] if items else values
        types = {type(v) for v in column} - {tuple if items else None}
        nested = {type(item) for v in column if v for item in v} - {items} if items else set()
        if not types <= set(scalars) or nested:
            odd = next(v for v in column if type(v) in types - set(scalars) or (nested and v))
            raise QueryError(f"{kind.__name__}.{name}: the store answered {odd!r}, of another type.")
        columns.append(column)
    return list(map(kind._make, zip(*columns, strict=True)))


@cache
def _accepted(row: str) -> tuple[tuple[tuple[Any, ...], Any], ...]:
    """For each field of a row the types of a value, and, where it may be a tuple, the type of its items."""
    accepted = []
    for hint in get_type_hints(globals()[row]).values():
        choices = (hint,) if get_origin(hint) is tuple else get_args(hint) or (hint,)
        items = [get_args(choice)[0] for choice in choices if get_origin(choice) is tuple]
        accepted.append((choices, items[0] if items else None))
    return tuple(accepted)


def order_key(row: Row, order: tuple[tuple[str, bool], ...]) -> tuple[Any, ...]:
    """The key that sorts the rows of every question from every store.

    `order`: columns, each with whether downwards, as the question's last ORDER BY has them: relatedness (high
    first), cost, level (not stated last), title, id, where it applies. As in Cypher, null is higher than all
    else, and text goes by code points.
    """
    return tuple(_term(getattr(row, column), downwards) for column, downwards in order)


def _term(value: Any, downwards: bool) -> tuple[Any, ...]:
    """One part of the key: whether null, which decides first, then the value, turned round if downwards."""
    if value is None:
        return (not downwards,)
    if not downwards:
        return (False, value)
    if isinstance(value, str):
        return (True, *(-ord(character) for character in value), 1)  # the 1: the longer text comes first
    return (True, -value)
