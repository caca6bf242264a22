"""What two occupations can both reach, what only one can, and where they first meet. Pure; rows in, a record out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from career_pathways.loader.errors import WrongParameter

from .answers import Rows
from .rows.occupations import Occupation
from .rows.reach import Reached


class Compared(NamedTuple):
    """An occupation that one of two can reach, or both."""

    who: str
    """`both`, `first` or `second`."""
    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    from_first: int | None
    """How many relationships away it is; 0 for the occupation itself, None where it is out of reach."""
    from_second: int | None
    """The same from the second."""


@dataclass(frozen=True, repr=False)
class Comparison(Rows):
    """What two occupations can reach, and where they first meet."""

    kind = Compared
    columns = Compared._fields

    first: Occupation
    """The two that are compared."""
    second: Occupation
    rows: tuple[Compared, ...]
    """What both can reach, then what only the first can, then what only the second can; each the nearest first."""
    filters: Mapping[str, Any] = field(default_factory=dict)
    """What was asked to be in the rows; what is not is left out."""

    @property
    def parameters(self) -> dict[str, Any]:  # type: ignore[override]
        """The two, by their ids, and the filters."""
        return {"first": self.first.id, "second": self.second.id, **self.filters}

    @property
    def meeting(self) -> Compared | None:
        """Where the two first meet: what both can reach with the fewest relationships; None where they never do."""
        return self.rows[0] if self.rows and self.rows[0].who == "both" else None


def compare(first: Occupation, second: Occupation, ahead: Sequence[Reached], others: Sequence[Reached]) -> Comparison:
    """Compare what two occupations can reach, by the rows of reach.cypher for each.

    1. Where one of the two can reach the other, they meet there, 0 relationships away from the other itself.
    2. What both can reach comes in this order: the farther of its two distances, the sum of the two, level (not stated
       last), title, id; so the first of them is where they first meet. The rest by its distance, then the same.

    Raises WrongParameter where they are one.
    """
    if first.id == second.id:
        raise WrongParameter(f"{first.id} stands on both sides. Name two occupations.")
    one, other = ({row.id: row.relationships for row in rows} for rows in (ahead, others))
    for itself, reached, away in ((first, one, other), (second, other, one)):
        if itself.id in away:  # Rule 1: they meet where one of them is, 0 relationships away from it.
            reached[itself.id] = 0
    places = {row.id: row[1:6] for row in (*ahead, *others)}
    rows = []
    for id_, place in places.items():
        who = "both" if id_ in one and id_ in other else "first" if id_ in one else "second"
        rows.append(Compared(who, id_, *place, one.get(id_), other.get(id_)))
    return Comparison(first, second, tuple(sorted(rows, key=_nearest_first)))  # Rule 2


def _nearest_first(row: Compared) -> tuple[int, int, int, bool, int, str, str]:
    distances = [distance for distance in (row.from_first, row.from_second) if distance is not None]
    kind = ("both", "first", "second").index(row.who)
    return kind, max(distances), sum(distances), row.level is None, row.level or 0, row.title, row.id
