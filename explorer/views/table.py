"""An answer as a terminal shows it: its own text, or a table that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.cells import cell_len

from career_pathways.loader.errors import visible

from .screen import Screen, folded
from .view import View
from .wording import cell_text


def to_terminal(view: View, screen: Screen) -> str:
    """The text or the table of a view, ending in a line end."""
    if not view.rows:
        lines = [*(screen.wrapped(view.heading) if view.heading else []), "nothing found"]
    elif view.text:
        lines = view.text(screen)
    else:
        lines = list(_table(view.table or view, screen))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _table(view: View, screen: Screen) -> Iterator[str]:
    """The lines of a table that fits: its headings once, each group under its name, and below a row what belongs to it.

    Where the words of the columns are too wide to stand side by side, each row is a record of its own, one line or more
    for each column.
    """
    shown = view.shown or {column: column.replace("_", " ") for column in view.columns}
    for line in (view.heading or "").splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        yield from map(screen.styled, screen.wrapped(line, indent))
    laid_out, moved = _widths(view, shown, screen.width), False
    if laid_out is None and "id" in shown:
        others = {column: heading for column, heading in shown.items() if column != "id"}
        if laid_out := _widths(view, others, screen.width):
            shown, moved = others, True
    if laid_out:
        widths, gap = laid_out
        numbers = {c for c in shown if c not in view.cells and _all_numbers(row[c] for row in view.rows)}
        right = frozenset(i for i, column in enumerate(shown) if column in numbers)
        yield from map(screen.styled, _beside(list(shown.values()), widths, gap, right=right))
        yield from ([screen.styled("  id")] if moved else [])
    rule = sum(laid_out[0]) + laid_out[1] * (len(shown) - 1) if laid_out else screen.width
    for i, (name, rows) in enumerate(groupby(view.rows, key=view.group)):
        yield from ([""] if i else [])
        if laid_out or name is not None:
            yield from map(screen.styled, _rule(name, rule, screen))
        for j, row in enumerate(rows):
            texts = [_text(view, row, column) for column in shown]
            if laid_out:
                yield from _beside(texts, widths, gap, right=right)
            else:
                yield from ([""] if j else [])
                yield from _record(list(shown.values()), texts, screen)
            if screen.explain and view.explained:
                for text in view.explained(row):
                    yield from (screen.styled(line, "dim") for line in screen.wrapped(text, "  "))
            if moved:  # it was asked for: whole, even where it is wider than the screen
                yield screen.styled(f"  {row['id']}", "dim")
            elif view.id_below or (screen.explain and view.explained):
                yield from screen.whole(row["id"], "  ")


def _rule(name: str | None, width: int, screen: Screen) -> list[str]:
    """The line under the headings, with the name of the group that it opens, where it has one."""
    if name is None:
        return ["─" * width]
    *lines, last = screen.wrapped(str(name), "── ")
    return [*lines, f"{last} ".ljust(width, "─")]


def _record(headings: Sequence[str], texts: Sequence[str], screen: Screen) -> Iterator[str]:
    """One line or more for each column of a row."""
    left = max(map(cell_len, headings)) + 2
    for heading, text in zip(headings, texts, strict=True):
        if max(map(cell_len, text.split()), default=0) > screen.width - left:  # below it is more room
            yield screen.styled(heading)
            yield from screen.wrapped(text, "  ")
            continue
        label = heading + " " * (left - cell_len(heading))
        for i, line in enumerate(screen.wrapped(text, " " * left)):
            yield line if i else screen.styled(label) + line[left:]


def _beside(texts: Sequence[str], widths: Sequence[int], gap: int, *, right: frozenset[int]) -> Iterator[str]:
    """The lines of some cells side by side; `right`: the columns of numbers."""
    cells = [folded(text, width) for text, width in zip(texts, widths, strict=True)]
    for i in range(max(map(len, cells))):
        parts = []
        for j, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            line = cell[i] if i < len(cell) else ""
            space = " " * (width - cell_len(line))
            parts.append(space + line if j in right else line + space)
        yield (" " * gap).join(parts)


_GAPS = (3, 2, 1)
"""Columns between two columns of a table, the most that leave room."""


def _widths(view: View, shown: Mapping[str, str], width: int) -> tuple[list[int], int] | None:
    """How wide each column of a table is, and the gap; None where they cannot stand side by side with words unbroken.

    Each has room for its longest word; what is left is shared out alike, to those that need least first.
    """
    least, wanted = [], []
    for column, heading in shown.items():
        texts = [heading, *(_text(view, row, column) for row in view.rows)]
        least.append(max((cell_len(word) for text in texts for word in text.split()), default=0))
        wanted.append(max(least[-1], *map(cell_len, texts)))
    gap = next((gap for gap in _GAPS if sum(least) + gap * (len(least) - 1) <= width), None)
    if gap is None:
        return None
    widths, room = list(least), width - gap * (len(least) - 1) - sum(least)
    by_need = sorted(range(len(least)), key=lambda i: wanted[i] - least[i])
    for place, i in enumerate(by_need):
        more = min(wanted[i] - least[i], room // (len(by_need) - place))
        widths[i] += more
        room -= more
    return widths, gap


def _all_numbers(values: Iterator[Any]) -> bool:
    return set(map(type, values)) <= {int, float, type(None)}


def _text(view: View, row: Mapping[str, Any], column: str) -> str:
    return visible(view.cells[column](row) if column in view.cells else cell_text(row[column]))
