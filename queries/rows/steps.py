"""Rows that are progressions, or several ahead."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """The other end of a progression, and the reasons for it."""

    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    basis: str
    """What it is inferred from, as "within_cluster"; "stated" where a table says so."""
    cost: int
    """1 or 2, by its basis."""
    move: str
    """`in_trade`, `to_management` or `other_trade` (loader/graph/moves.py)."""
    skips: bool
    """Whether it skips a rung: two nearer steps lead over another occupation to the same."""
    relatedness: float
    """From 0 to 1; it ranks, and measures nothing else."""
    by_title: float
    """This and the next four are the parts that relatedness is the sum of."""
    by_specialisms: float
    by_place: float
    by_level: float
    by_basis: float
    level_gap: int | None
    """Levels up; None where one of the two is not stated."""
    shared_words: tuple[str, ...]
    """The most telling first; two of one trade as "saddler ~ leather"."""
    pathway: str | None
    """This and the next two are None where a table states the progression, which needs no place in common."""
    from_cluster: str | None
    to_cluster: str | None


class Progression(NamedTuple):
    """A progression with both its ends."""

    from_id: str
    from_title: str
    from_level: int | None
    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    basis: str
    """What it is inferred from, as "within_cluster"; "stated" where a table says so."""
    cost: int
    """1 or 2, by its basis."""
    move: str
    """`in_trade`, `to_management` or `other_trade` (loader/graph/moves.py)."""
    skips: bool
    """Whether it skips a rung: two nearer steps lead over another occupation to the same."""
    relatedness: float
    """From 0 to 1; it ranks, and measures nothing else."""
    by_title: float
    """This and the next four are the parts that relatedness is the sum of."""
    by_specialisms: float
    by_place: float
    by_level: float
    by_basis: float
    level_gap: int | None
    """Levels up; None where one of the two is not stated."""
    shared_words: tuple[str, ...]
    """The most telling first; two of one trade as "saddler ~ leather"."""
    pathway: str | None
    """This and the next two are None where a table states the progression, which needs no place in common."""
    from_cluster: str | None
    to_cluster: str | None


class Ahead(NamedTuple):
    """An occupation some steps ahead, by its shortest path."""

    id: str
    title: str
    level: int | None
    column: str | None
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
    column: str | None
    route: str
    route_name: str
    steps: int
    cost: int
    relatedness: float
    bases: tuple[str, ...]
    via: tuple[str, ...]
