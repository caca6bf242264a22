"""Answers as a table, as JSON or as CSV. Returns text; writes nothing."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

SCHEMA_VERSION = 1
"""Of the JSON object; goes up when one of its keys changes its meaning or goes away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a command shows, in whatever form it is asked for."""

    question: str
    """The name of the question, or of the command where no query answers it."""
    rows: Sequence[Mapping[str, Any]]
    """Each maps the same columns to values; lists are tuples."""
    columns: tuple[str, ...]
    """The columns of the rows, for CSV."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """For the table: its columns and their headings. All columns where it is empty."""
    cells: Mapping[str, Callable[[Mapping[str, Any]], str]] = field(default_factory=dict)
    """For the table: how a column reads that needs the rest of its row."""
    groups: str | Callable[[Mapping[str, Any]], str] | None = None
    """A column, or what is made of a row, that stands over the rows that share it, in the table."""
    identity: Callable[[Mapping[str, Any]], Hashable] = itemgetter("id")
    """By what a row of this question is known again in another answer to it."""
    heading: str | None = None
    """A line over the table."""
    text: Callable[[int, bool], str] | None = None
    """What is shown in place of the table: from the columns of the terminal, and whether it has colours."""
    cypher: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    truncated: bool = False
    notes: tuple[str, ...] = ()
    legend: str | None = None
    """What the marks in the table mean."""
    progress: str | None = None
    """What is said on standard error besides, and is another on every run."""

    def group(self, row: Mapping[str, Any]) -> Any:
        """What stands over a row in the table; None where rows are not grouped."""
        if callable(self.groups):
            return self.groups(row)
        return row[self.groups] if self.groups else None


def to_json(view: View) -> str:
    """One JSON object, its keys always the same, ending in a line end."""
    # One row a line: as easy to read as to grep, and the encoder that indents is ten times as slow.
    rows = ",\n    ".join(_json(dict(row)) for row in view.rows)
    members = {
        "schema_version": _json(SCHEMA_VERSION),
        "question": _json(view.question),
        "cypher": _json(view.cypher),
        "parameters": _json(dict(view.parameters)),
        "results": f"[\n    {rows}\n  ]" if rows else "[]",
        "truncated": _json(view.truncated),
        "notes": _json(list(view.notes)),
    }
    return "{\n" + ",\n".join(f"  {_json(name)}: {text}" for name, text in members.items()) + "\n}\n"


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:  # a question of the user's own may compute 1 / 0.0
        return json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)


def _finite(value: Any) -> Any:
    """The value with what is no number of JSON's as text: NaN, inf, -inf."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    return {k: _finite(v) for k, v in value.items()} if isinstance(value, dict) else value


def to_csv(view: View) -> str:
    """The rows as CSV after RFC 4180, with a heading; what a list holds is joined by "; "."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(view.columns)
    for row in view.rows:
        writer.writerow([_whole(row[column]) for column in view.columns])
    return text.getvalue()


def to_table(view: View, *, width: int | None, colour: bool) -> str:
    """The rows as tables that fit `width` columns (None: what the terminal has), one for each group.

    Where the words of the columns are too wide to stand side by side, each row is a record of its own, one line or more
    for each column.
    """
    from rich import box  # noqa: PLC0415 -- 40 ms that JSON and CSV do not need
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    text = io.StringIO()
    console = Console(
        file=text,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        emoji=False,
    )
    shown = view.shown or {column: column.replace("_", " ") for column in view.columns}
    groups = groupby(view.rows, key=view.group)
    widths = _widths(view, shown, console.width)
    if view.heading:
        console.print(view.heading, style="bold", markup=False)
    for i, (name, rows) in enumerate(groups):
        if name is not None:
            console.print(*([""] if i else []), name, sep="\n", style="bold", markup=False)
        if widths is None:
            records = Table.grid(padding=(0, 2))
            records.add_column(style="bold", no_wrap=True)
            records.add_column(overflow="fold")
            for j, row in enumerate(rows):
                if j:
                    records.add_row()
                for column, heading in shown.items():
                    records.add_row(heading, _shown(view, row, column))
            console.print(records)
            continue
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        numbers = _numbers(view.rows, shown) - view.cells.keys()
        for column, heading in shown.items():
            justify: Literal["right", "left"] = "right" if column in numbers else "left"
            table.add_column(heading, justify=justify, overflow="fold", width=widths[column])
        for row in rows:
            table.add_row(*(_shown(view, row, column) for column in shown))
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


_GAP = 3
"""Columns between two columns of a table."""

_LONGEST_WORD = 20
"""Longer ones, as ids, are folded."""


def _widths(view: View, shown: Mapping[str, str], width: int) -> dict[str, int] | None:
    """How wide each column of a table is; None where they cannot stand side by side without a break inside a word.

    Each has room for its longest word; what is left is shared out alike, to those that need least first. Left to
    itself, rich takes from the widest first, breaks words, and cuts off what sticks out.
    """
    from rich.cells import cell_len  # noqa: PLC0415

    least, wanted = {}, {}
    for column, heading in shown.items():
        texts = [heading, *(_unmarked(view, row, column) for row in view.rows)]
        least[column] = min(_LONGEST_WORD, max((cell_len(word) for text in texts for word in text.split()), default=0))
        wanted[column] = max(least[column], *(cell_len(text) for text in texts))
    room = width - _GAP * (len(shown) - 1) - sum(least.values())
    if room < 0:
        return None
    widths = dict(least)
    by_need = sorted(shown, key=lambda column: wanted[column] - least[column])
    for i, column in enumerate(by_need):
        more = min(wanted[column] - least[column], room // (len(by_need) - i))
        widths[column] += more
        room -= more
    return widths


BAND_STYLES = {"▮▯▯": "cyan", "▯▮▯": "yellow", "▯▯▮": "magenta"}
"""The bands of marks.py have a colour each where there are colours; their marks say the same without."""


def _shown(view: View, row: Mapping[str, Any], column: str) -> str:
    text = _plain(_unmarked(view, row, column))
    style = BAND_STYLES.get(text[:3])
    return f"[{style}]{text}[/]" if style else text


def _unmarked(view: View, row: Mapping[str, Any], column: str) -> str:
    return view.cells[column](row) if column in view.cells else cell_text(row[column])


def _numbers(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> set[str]:
    return {c for c in columns if all(row[c] is None or type(row[c]) in {int, float} for row in rows)}


def _plain(text: str) -> str:
    return text.replace("[", "\\[")  # rich would take "[ceramics]" for markup


def _whole(value: Any) -> str:
    """A value as text with nothing rounded: nothing for null, true and false as JSON has them, lists joined by "; "."""
    if isinstance(value, list | tuple):
        return "; ".join(map(_whole, value))
    if isinstance(value, bool | float):
        return json.dumps(value)
    return cell_text(value)


def cell_text(value: Any) -> str:
    """A value as text for a table: numbers with four digits, nothing for null, "yes" and "no", lists joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, list | tuple):
        return "; ".join(map(cell_text, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=list)
    return str(value)
