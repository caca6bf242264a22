"""What sets two graphs apart: occupations, progressions and crossings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from career_pathways.loader.graph.build import Graph
from career_pathways.loader.words.counting import counted

from .answers import Rows


class ChangedOccupation(NamedTuple):
    """An occupation that only one of two graphs has."""

    change: str
    """`added` or `removed`."""
    id: str
    title: str
    level: int | None
    route_name: str


class ChangedProgression(NamedTuple):
    """A progression that only one of two graphs has, or that follows in another way."""

    change: str
    """`added`, `removed` or `changed`."""
    from_id: str
    from_title: str
    from_level: int | None
    id: str
    title: str
    level: int | None
    was: str | None
    """Its basis before; None where it was not there."""
    basis: str | None
    """Its basis after; None where it is not there. `what_if`: a file has added it; any other follows by the rules."""
    because: str | None
    """The reason that the file gives."""


class ChangedCrossing(NamedTuple):
    """A SHARED_ACROSS_ROUTES that only one of two graphs has, in one of its directions."""

    change: str
    """`added` or `removed`."""
    from_id: str
    from_title: str
    from_level: int | None
    id: str
    title: str
    level: int | None
    match: str


class Difference(NamedTuple):
    """Any of the three, with what each of them has; the rest is None."""

    what: str
    """`occupation`, `progression` or `crossing`."""
    change: str
    from_id: str | None
    """The origin, and so the next two; of a progression or a crossing."""
    from_title: str | None
    from_level: int | None
    id: str
    """The occupation itself, or the destination, and so the next two."""
    title: str
    level: int | None
    route_name: str | None
    was: str | None
    basis: str | None
    because: str | None
    match: str | None


@dataclass(frozen=True, repr=False)
class Differences(Rows):
    """What sets two maps apart: each kind in the order of its ids. Its rows are all of them, kind by kind."""

    kind = Difference
    columns = Difference._fields

    occupations: tuple[ChangedOccupation, ...]
    """Added, removed or changed; so are the next two."""
    progressions: tuple[ChangedProgression, ...]
    crossings: tuple[ChangedCrossing, ...]

    @property
    def parameters(self) -> dict[str, str]:  # type: ignore[override]
        """None: whole graphs are compared."""
        return {}

    @property
    def rows(self) -> tuple[Difference, ...]:  # type: ignore[override]
        """All of them, with the same columns."""
        kinds: dict[str, tuple[Any, ...]] = {
            "occupation": self.occupations,
            "progression": self.progressions,
            "crossing": self.crossings,
        }
        nothing = dict.fromkeys(Difference._fields)
        return tuple(
            Difference(**{**nothing, "what": what, **changed._asdict()})
            for what, of_kind in kinds.items()
            for changed in of_kind
        )

    @property
    def words(self) -> str:
        """How many of each kind were added, removed or changed."""
        counts = Counter((row.what, row.change) for row in self.rows)
        found = [
            f"{counted(count, what)} {change}"
            for what in ("occupation", "progression", "crossing")
            for change in ("added", "removed", "changed")
            if (count := counts[what, change])
        ]
        return ", ".join(found) or "nothing differs"


def differences(before: Graph, after: Graph) -> Differences:
    """The occupations, the progressions between occupations and the crossings that were added, removed or changed.

    1. An occupation is the same where its id is, a relationship where its ends are.
    2. A progression has changed where its basis has, or a cluster where its ends meet.
    3. Each kind is in the order of its ids: of the origin, then of the destination.
    """
    occupations = (
        ChangedOccupation(change, id_, node["title"], node["level"], node["route_name"])
        for change, one, other in (("removed", before, after), ("added", after, before))
        for id_, node in one.nodes(data=True)
        if node["label"] == "Occupation" and id_ not in other  # Rule 1
    )
    progressions, crossings = [], []
    for ends, old, new in _pairs(before, after, "PROGRESSES_TO"):
        change = "added" if old is None else "removed" if new is None else "changed"
        if old is None or new is None or any(old[name] != new[name] for name in _MEETING):  # Rule 2
            bases_and_reason = (old or {}).get("basis"), (new or {}).get("basis"), (new or old or {}).get("because")
            progressions.append(ChangedProgression(change, *ends, *bases_and_reason))
    for ends, old, new in _pairs(before, after, "SHARED_ACROSS_ROUTES"):
        if old is None or new is None:
            crossings.append(ChangedCrossing("added" if old is None else "removed", *ends, (new or old or {})["match"]))
    return Differences(tuple(sorted(occupations, key=lambda o: o.id)), tuple(progressions), tuple(crossings))


_MEETING = ("basis", "from_cluster", "to_cluster")

_Found = Mapping[str, Any] | None

_Ends = tuple[str, str, int | None, str, str, int | None]


def _pairs(before: Graph, after: Graph, key: str) -> Iterator[tuple[_Ends, _Found, _Found]]:
    """Each pair of occupations that either graph joins by that type, with the properties in both, by ids (rule 3)."""
    one, other = (
        {
            (start, end): properties
            for start, end, type_, properties in graph.edges(keys=True, data=True)
            if type_ == key and graph.nodes[start]["label"] == "Occupation"
        }
        for graph in (before, after)
    )
    for pair in sorted(one | other):
        start, end = ((after if pair in other else before).nodes[id_] for id_ in pair)
        ends = pair[0], start["title"], start["level"], pair[1], end["title"], end["level"]
        yield ends, one.get(pair), other.get(pair)
