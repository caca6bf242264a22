"""Rows along paths, and the paths that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Self

from career_pathways.loader.schema import BANDS
from career_pathways.queries.answers import Rows
from career_pathways.queries.carried_levels import carried_levels
from career_pathways.queries.library import Query

from .occupations import Occupation


class Link(NamedTuple):
    """One relationship of a path: a progression, or a crossing to another route with its match and score."""

    position: int
    type: str
    from_id: str
    from_title: str
    from_level: int | None
    from_column: str | None
    from_route_name: str
    id: str
    title: str
    level: int | None
    column: str | None
    route_name: str
    basis: str | None
    cost: int | None
    move: str | None
    """`in_trade`, `to_management` or `other_trade` (loader/graph/moves.py); None at a crossing, as the other properties
    of a progression are."""
    skips: bool | None
    """Whether a rung of the trade stands between."""
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
    from_carried_level: int | None = None
    """The level that the origin carries on the path (carried_levels.py); None in the rows of a question."""
    carried_level: int | None = None
    """The same of the destination: what the next relationship has as its origin's."""
    because: str | None = None
    """The reason of a progression that a what-if adds, as its file gives it."""


@dataclass(frozen=True, repr=False)
class Path(Rows):
    """A path from one occupation to another, as its relationships in order."""

    links: tuple[Link, ...]

    kind = Link
    columns = Link._fields

    @classmethod
    def of(cls, links: Sequence[Link], max_level_gap: int | None = None) -> Self:
        """A path of these relationships, with the levels that it carries."""
        first, *_ = links
        stops = [(first.from_id, first.from_level, first.from_column), *((o.id, o.level, o.column) for o in links)]
        levels = carried_levels(
            [id_ for id_, _, _ in stops],
            [(level, level) if level is not None else BANDS.get(column or "") for _, level, column in stops],
            [link.basis is None for link in links],
            max_level_gap,
        )
        pairs = pairwise(levels or ())
        return cls(
            tuple(
                link._replace(from_carried_level=a, carried_level=b) for link, (a, b) in zip(links, pairs, strict=True)
            )
        )

    @property
    def parameters(self) -> dict[str, str]:  # type: ignore[override]
        """Its ends, by their ids."""
        return {"from": self.links[0].from_id, "to": self.links[-1].id}

    @property
    def rows(self) -> tuple[Link, ...]:  # type: ignore[override]
        """The links."""
        return self.links

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


@dataclass(frozen=True, repr=False)
class Paths(Rows):
    """The paths that were asked for from one occupation to another; at least one. Its rows are the paths."""

    columns = ("path", *Link._fields)

    origin: Occupation
    destination: Occupation
    paths: tuple[Path, ...]
    """The best first."""
    total: int | None
    """How many there are, those beyond the limit too; None where there are more other ways than were asked for."""
    parameters: Mapping[str, Any]
    query: Query | None
    """The question in Cypher; None where there is none that answers it."""
    shorter: Path | None = None
    """The path with the fewest relationships, where the best one by rungs or by cost has more."""

    @property
    def rows(self) -> tuple[Path, ...]:  # type: ignore[override]
        """The paths."""
        return self.paths

    @property
    def truncated(self) -> bool:  # type: ignore[override]
        """Whether there are more paths than these."""
        return self.total != len(self.paths)
