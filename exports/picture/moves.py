"""Which progressions and crossings of a part a picture draws as arrows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from career_pathways.exports.part import Relationship
from career_pathways.queries.answers import BASES, CROSSINGS

from .layout import Layout

_FEW = 40
"""Up to so many progressions and crossings are drawn from occupation to occupation."""
_FEW_TURNS = 16
"""Up to so many progressions of a pathway's clusters into other rows are drawn: more of them hide the map."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is drawn of the progressions and crossings."""

    between: str
    """`Occupation` or `Cluster`."""
    moves: tuple[Relationship, ...]
    note: str
    """Which are drawn, and which are not: for the foot of the picture."""

    @classmethod
    def of(cls, moves: Sequence[Relationship], layout: Layout) -> Chosen:
        """Out of all moves of a part (rule 3 of exports/picture/map_picture.py).

        Up to 40 between occupations; where there are more, or none, those between clusters, but of those into another
        row only up to 16 in a pathway: where it has more, none.
        """

        def table(move: Relationship) -> int:
            return layout.tables[layout.spots[move.origin, ""].row]

        between = [move for move in moves if move.kind.start == "Occupation"]
        turns = Counter(table(move) for move in moves if _turns(move))
        if 0 < len(between) <= _FEW:
            of, drawn = "Occupation", between
        else:
            of = "Cluster"
            clusters = [move for move in moves if move.kind.start == "Cluster"]
            drawn = [move for move in clusters if not _turns(move) or turns[table(move)] <= _FEW_TURNS]
        strength = {why: position for position, why in enumerate((*BASES.values(), *CROSSINGS.values()))}
        kinds = sorted(map(_kind, moves), key=lambda kind: (kind[0], strength.get(kind[1], len(strength)), kind[1]))
        all_, shown = Counter(kinds), Counter(map(_kind, drawn))
        words = ["The part holds no progressions and no crossings."] if not all_ else []
        for what in dict.fromkeys(what for what, _ in all_):
            numbers = [f"{shown[kind]:,} of {all_[kind]:,} ({kind[1]})" for kind in all_ if kind[0] == what]
            words.append(f"Arrows drawn for {what}: {', '.join(numbers)}.")
        if of == "Cluster" and any(number > _FEW_TURNS for number in turns.values()):
            words.append(f"Arrows into another row are drawn where a pathway has {_FEW_TURNS} of them at most.")
        if any(move.kind.name != "PROGRESSES_TO" for move in drawn):
            words.append("A dashed arrow is a crossing: the same occupation under another route.")
        return cls(of, tuple(drawn), " ".join(words))


def _turns(move: Relationship) -> bool:
    return move.kind.start == "Cluster" and move.properties["basis"] == "same_pathway"


def _kind(move: Relationship) -> tuple[str, str]:
    of = f"progressions between {move.kind.start.lower()}s" if move.kind.name == "PROGRESSES_TO" else "crossings"
    return of, _reason(move)


def _reason(move: Relationship) -> str:
    words, key = (BASES, "basis") if move.kind.name == "PROGRESSES_TO" else (CROSSINGS, "match")
    return words.get(move.properties[key], str(move.properties[key]))


def words_of(move: Relationship) -> str:
    """The words beside an arrow."""
    return _reason(move) if move.kind.name == "PROGRESSES_TO" else f"crossing: {_reason(move)}"
