"""An answer as a terminal shows it: its own text, or a table that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rich.cells import cell_len

from career_pathways.loader.errors import visible

from .screen import Screen, folded
from .view import View


def to_terminal(view: View, screen: Screen) -> str:
    """The text or the table of a view, ending in a line end."""
    if not (view.rows or view.stream):
        lines = [*(screen.wrapped(view.heading) if view.heading else []), "nothing found"]
    elif view.text:
        lines = view.text(screen)
    else:
        lines = list(_table(view.table or view, screen))
    blocks = [text for block in view.below.values() if block.rows and (text := to_terminal(block, screen))]
    return "\n".join(["".join(f"{line.rstrip()}\n" for line in lines), *blocks])


class _Layout(NamedTuple):
    """How the columns of a table stand side by side."""

    shown: Mapping[str, str]
    widths: Sequence[int]
    gap: int
    right: frozenset[int]
    """The columns of numbers."""
    id_moved: bool
    """Whether the id, which had no room beside the others, stands below each row."""

    @property
    def width(self) -> int:
        return sum(self.widths) + self.gap * (len(self.widths) - 1)

    def beside(self, texts: Sequence[str]) -> Iterator[str]:
        """The lines of some cells side by side."""
        cells = [folded(text, width) for text, width in zip(texts, self.widths, strict=True)]
        for i in range(max(map(len, cells))):
            parts = []
            for j, (cell, width) in enumerate(zip(cells, self.widths, strict=True)):
                line = cell[i] if i < len(cell) else ""
                space = " " * (width - cell_len(line))
                parts.append(space + line if j in self.right else line + space)
            yield (" " * self.gap).join(parts)


def _table(view: View, screen: Screen) -> Iterator[str]:
    """The lines of a table that fits: its headings once, each group under its name, and below a row what belongs to it.

    Where the words of the columns are too wide to stand side by side, each row is a record of its own, one line or more
    for each column.
    """
    for line in view.heading.split("\n") if view.heading else ():
        yield from map(screen.styled, screen.wrapped(line.lstrip(), " " * (len(line) - len(line.lstrip()))))
    shown = view.shown or {column: column.replace("_", " ") for column in view.columns}
    layout = _layout(view, shown, screen.width)
    if layout:
        yield from map(screen.styled, layout.beside(list(layout.shown.values())))
        yield from ([screen.styled("  id")] if layout.id_moved else [])
    for i, (name, rows) in enumerate(groupby(view.rows, key=view.group)):
        yield from ([""] if i else [])
        if layout or name is not None:
            yield from map(screen.styled, _rule(name, layout.width if layout else screen.width, screen))
        for j, row in enumerate(rows):
            if layout:
                yield from layout.beside([visible(view.cell(row, column)) for column in layout.shown])
            else:
                yield from ([""] if j else [])
                yield from _record(
                    {heading: visible(view.cell(row, column)) for column, heading in shown.items()}, screen
                )
            yield from _below(view, row, screen, id_moved=layout is not None and layout.id_moved)


def _below(view: View, row: Mapping[str, Any], screen: Screen, *, id_moved: bool) -> Iterator[str]:
    """What stands below a row: the numbers behind it where they are wanted, and its id."""
    if screen.explain and view.explained:
        for text in view.explained(row):
            yield from (screen.styled(line, "dim") for line in screen.wrapped(visible(text), "  "))
    if id_moved:  # a column that was asked for: whole, even where it is wider than the screen
        yield screen.styled(f"  {row['id']}", "dim")
    elif view.id_below or (screen.explain and view.explained):
        yield from screen.whole(row["id"], "  ")


def _rule(name: str | None, width: int, screen: Screen) -> list[str]:
    """The line under the headings, with the name of the group that it opens, where it has one."""
    if name is None:
        return ["─" * width]
    *lines, last = screen.wrapped(str(name), "── ")
    return [*lines, f"{last} ".ljust(width, "─")]


def _record(texts: Mapping[str, str], screen: Screen) -> Iterator[str]:
    """One line or more for each column of a row, by its heading."""
    left = max(map(cell_len, texts)) + 2
    for heading, text in texts.items():
        if max(map(cell_len, text.split()), default=0) > screen.width - left:  # below it is more room
            yield screen.styled(heading)
            yield from screen.wrapped(text, "  ")
            continue
        label = heading + " " * (left - cell_len(heading))
        for i, line in enumerate(screen.wrapped(text, " " * left)):
            yield line if i else screen.styled(label) + line[left:]


_GAPS = (3, 2, 1)
"""Columns between two columns of a table, the most that leave room."""


def _layout(view: View, shown: Mapping[str, str], width: int) -> _Layout | None:
    """How the columns of a table stand side by side with all words whole; None where they cannot, even without the id.

    Each has room for its longest word; what is left is shared out alike, to those that need least first.
    """
    least, wanted = [], []
    for column, heading in shown.items():
        texts = [heading, *(visible(view.cell(row, column)) for row in view.rows)]
        least.append(max((cell_len(word) for text in texts for word in text.split()), default=0))
        wanted.append(max(least[-1], *map(cell_len, texts)))
    gap = next((gap for gap in _GAPS if sum(least) + gap * (len(least) - 1) <= width), None)
    if gap is None:
        others = {column: heading for column, heading in shown.items() if column != "id"}
        without = _layout(view, others, width) if 0 < len(others) < len(shown) else None
        return without and without._replace(id_moved=True)
    widths, room = list(least), width - gap * (len(least) - 1) - sum(least)
    by_need = sorted(range(len(least)), key=lambda i: wanted[i] - least[i])
    for place, i in enumerate(by_need):
        more = min(wanted[i] - least[i], room // (len(by_need) - place))
        widths[i] += more
        room -= more
    right = frozenset(i for i, column in enumerate(shown) if column not in view.cells and _all_numbers(view, column))
    return _Layout(shown, widths, gap, right, id_moved=False)


def _all_numbers(view: View, column: str) -> bool:
    return {type(row[column]) for row in view.rows} <= {int, float, type(None)}
