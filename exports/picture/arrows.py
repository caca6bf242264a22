"""The arrows of a picture: how they come past boxes, and past each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from career_pathways.exports.outline import both_ways
from career_pathways.exports.part import Relationship

from .boxes import on_grid
from .layout import Layout, Spot
from .lettering import height_of, in_lines
from .moves import Chosen, words_of

HEAD = 8
"""How long the head of an arrow is."""
WORDS_WIDTH = 116
"""The room for the words of an arrow."""
_OFFSETS = {"leaves": 8, "level": 8, "left": 16, "right": 20}
"""From a line of the grid to where arrows leave a box and enter it, by the sort of the port."""


class Port(NamedTuple):
    """Where arrows leave or enter a box."""

    spot: Spot
    sort: str
    """`leaves`, on the right; for those that enter `level`, on the left from a box beside it, `left` or `right`."""
    words: str
    """Said below it; for one where arrows leave, what kind of arrow."""


class Arrow(NamedTuple):
    """A relationship that is drawn."""

    start: Port
    end: Port
    round: bool
    """Whether it goes along above the row of its end, past a box in between."""
    relationship: Relationship
    both: bool
    """Whether it leads back, too."""

    @property
    def out(self) -> int:
        """Between which columns it turns first: 1 is right of the leftmost."""
        return self.start.spot.column + 1

    @property
    def back(self) -> int:
        """Between which columns it turns last."""
        return self.end.spot.column + (self.end.sort == "right")


@dataclass(frozen=True, slots=True)
class Ways:
    """All arrows, and the tracks that they take."""

    arrows: tuple[Arrow, ...]
    tracks: dict[tuple[int, Port], int]
    """Which track between two columns is that of a port: of the first turn by where an arrow leaves, of the last of a
    round one by where it enters."""
    above: dict[int, dict[Port, int]]
    """Which of the lines above a row is that of a port, by where those that go along there leave."""
    between_lines: bool
    """Whether they lead from line to line."""
    offsets: dict[Port, int]
    """How far down each port is."""
    needed: dict[Spot, int]
    """How high a spot is at least, for its ports and their words."""

    @classmethod
    def of(cls, chosen: Chosen, layout: Layout) -> Ways:
        """Of what is drawn (rule 4 of exports/picture/map_picture.py).

        Those that leave a box as one are one line up to where they part; no two on one track come to the same row.
        """
        arrows = _arrows(chosen, layout)
        reach: dict[tuple[int, Port], tuple[int, int]] = {}
        above: dict[int, dict[Port, int]] = {}
        for arrow in arrows:
            if arrow.end.sort == "level":
                continue
            rows = sorted((arrow.start.spot.row, arrow.end.spot.row))
            low, high = reach.get((arrow.out, arrow.start), (rows[0], rows[1]))
            reach[arrow.out, arrow.start] = min(low, rows[0]), max(high, rows[1])
            if arrow.round:
                row = arrow.end.spot.row
                reach[arrow.back, arrow.end] = row, row
                along = above.setdefault(row, {})
                along.setdefault(arrow.start, len(along))
        offsets, needed = _offsets(arrows)
        return cls(tuple(arrows), _tracks(reach), above, chosen.between == "Occupation", offsets, needed)

    def count(self, channel: int) -> int:
        """How many tracks there are between two columns."""
        return max((track + 1 for (at, _), track in self.tracks.items() if at == channel), default=0)


def _arrows(chosen: Chosen, layout: Layout) -> list[Arrow]:
    spots = layout.spots
    taken = {(spot.row, spot.column) for spot in spots.values()}
    together = both_ways(chosen.moves)
    leaving: dict[Spot, list[Port]] = {}
    entered: set[Spot] = set()
    arrows = []
    for move in chosen.moves:
        start = spots.get((move.origin, move.properties.get("from_cluster", "")), spots[move.origin, ""])
        end = spots.get((move.destination, move.properties.get("to_cluster", "")), spots[move.destination, ""])
        crossing = move.kind.name != "PROGRESSES_TO"
        both = crossing and (move.origin, move.destination) in together
        if both and (start.column, start) > (end.column, end):
            continue  # drawn with the one that leads the other way
        leaves = Port(start, "leaves", "both" if both else "crossing" if crossing else "progression")
        ports = leaving.setdefault(start, [])
        if leaves not in ports:
            ports.append(leaves)
        rightwards = start.column < end.column
        between = any((end.row, column) in taken for column in range(start.column + 1, end.column))
        first = start.place == end.place == 0 and start.line == end.line <= 0
        sort = "left" if rightwards else "right"
        if rightwards and first and start.row == end.row and not between and ports[0] == leaves and end not in entered:
            sort = "level"
            entered.add(end)
        words = words_of(move) if chosen.between == "Occupation" else ""
        past = between if rightwards else start.column != end.column
        arrows.append(Arrow(leaves, Port(end, sort, words), past, move, both))
    return arrows


def _tracks(reach: dict[tuple[int, Port], tuple[int, int]]) -> dict[tuple[int, Port], int]:
    """As few tracks as can be, so that no two on one track come to the same row. In: the first and the last row.

    They are given out from the top row down, each time the lowest one that is free.
    """
    tracks: dict[tuple[int, Port], int] = {}
    used: dict[int, list[tuple[int, int]]] = {}
    free: dict[int, list[int]] = {}
    for (channel, port), (first, last) in sorted(reach.items(), key=lambda item: (item[0][0], item[1], item[0][1])):
        taken, left = used.setdefault(channel, []), free.setdefault(channel, [])
        while taken and taken[0][0] < first:
            heappush(left, heappop(taken)[1])
        track = heappop(left) if left else len(taken)
        heappush(taken, (last, track))
        tracks[channel, port] = track
    return tracks


def _offsets(arrows: Sequence[Arrow]) -> tuple[dict[Port, int], dict[Spot, int]]:
    """How far down in its spot each port is, and how high a spot is at least."""
    sides: dict[tuple[Spot, bool], list[Port]] = {}
    for port in dict.fromkeys([*(arrow.start for arrow in arrows), *(arrow.end for arrow in arrows)]):
        sides.setdefault((port.spot, port.sort in {"leaves", "right"}), []).append(port)
    offsets: dict[Port, int] = {}
    needed: dict[Spot, int] = {}
    for (spot, _), ports in sides.items():
        down = 0
        for port in sorted(ports, key=lambda port: port.sort not in {"leaves", "level"}):
            at = _OFFSETS[port.sort]
            at += on_grid(max(0, down - at))
            offsets[port] = at
            down = at + 4 + height_of(folded_words(port), "reason")
        needed[spot] = max(needed.get(spot, 0), down)
    return offsets, needed


def folded_words(port: Port) -> list[str]:
    """What is said below a port, in lines that fit between the head of the arrow and the next track."""
    return [] if port.sort == "leaves" or not port.words else in_lines(port.words, "reason", WORDS_WIDTH - 2 * HEAD)
