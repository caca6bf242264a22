"""The boxes of a picture: clusters, a line for each occupation in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from career_pathways.exports.part import Node

from .lettering import height_of, in_lines, measured

BOX_WIDTH = 320
"""The width of a box."""
PADDING = 10
"""Between the edge of a box and what is in it."""
_GRID = 16
"""Boxes of a row stand on lines so far apart, so that ends of arrows at different offsets never meet."""


class Line(NamedTuple):
    """An occupation as a box lists it."""

    node: Node
    title: list[str]
    """Folded."""
    level: str
    indent: int
    """From the left of its level to that of its title."""

    @classmethod
    def of(cls, node: Node) -> Line:
        """An occupation, its title folded beside its level."""
        stated = node.properties["level"]
        level = "–" if stated is None else str(stated)
        indent = max(22, round(measured(level, "text")) + 8) + 8
        return cls(node, in_lines(node.name, "text", BOX_WIDTH - 2 * PADDING - indent), level, indent)

    @property
    def degree_beside(self) -> bool:
        """Whether it takes a degree, and the word has room beside the last line of the title."""
        used = self.indent + measured(self.title[-1], "text") + 8 + measured("degree", "reason")
        return self.node.properties["degree"] and used <= BOX_WIDTH - 2 * PADDING

    @property
    def height(self) -> int:
        """The room that it takes at least."""
        below = ["degree"] if self.node.properties["degree"] and not self.degree_beside else []
        return height_of(self.title, "text") + height_of(below, "reason") + 4


class Box(NamedTuple):
    """A cluster with its occupations, or an occupation by itself."""

    cluster: Node | None
    name: list[str]
    """Folded; empty for an occupation by itself."""
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, cluster: Node | None, occupations: Sequence[Node]) -> Box:
        """In: the occupations in their order."""
        name = [] if cluster is None else in_lines(cluster.name, "title", BOX_WIDTH - 2 * PADDING)
        return cls(cluster, name, tuple(map(Line.of, occupations)))

    @property
    def only(self) -> list[str]:
        """What stands below the name, in lines."""
        return ["apprenticeship only"] if self.cluster and self.cluster.properties["apprenticeship_only"] else []

    @property
    def heading(self) -> int:
        """The room for the name and what stands below it."""
        if self.cluster is None:
            return 0
        return on_grid(height_of(self.name, "title") + height_of(self.only, "reason") + 4)


def on_grid(height: int) -> int:
    """A height, and what it lacks to the next line of the grid.

    >>> on_grid(16), on_grid(17)
    (16, 32)
    """
    return -(-height // _GRID) * _GRID
