"""An answer as lines for other programs, or as a table for a page or a pipe: complete, and nothing folded."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from career_pathways.loader.errors import visible

from .data import json_text
from .view import View, readable
from .wording import cell_text


def written(view: View, form: str) -> Iterator[str]:
    """The rows in a form other than JSON, as pieces that end with a row and a line end.

    `csv` is after RFC 4180 with a heading, what a list holds joined by "; ", and `tsv` the same with tabs. `nl` has one
    JSON object a line. `github` (a table in Markdown) and `plain` (columns below each other) show what a screen does.
    """
    if form == "page" and view.page:
        return (f"{line}\n" for line in view.page())
    if form in {"github", "plain"}:
        return iter(["\n".join(_table(one, form) for one in (view, *view.below.values()) if one is view or one.shown)])
    if form == "nl":
        return (f"{json_text(dict(row))}\n" for row in view.all_rows)
    rows = ([row[column] for column in view.columns] for row in view.flat_rows)
    return _separated(chain([view.columns], rows), csv.excel if form == "csv" else csv.excel_tab)


def _separated(rows: Iterable[Sequence[Any]], dialect: type[csv.Dialect]) -> Iterator[str]:
    """Each row of values as one line, with nothing rounded."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, dialect)
    for row in rows:
        writer.writerow(list(map(_whole, row)))
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _table(view: View, form: str) -> str:
    """The columns of the table as text, the name of its group before each row; one line a row."""
    from tabulate import tabulate  # noqa: PLC0415 -- 70 ms that no other form needs

    shown = view.shown or readable(view.columns)
    grouped = bool(view.groups)
    rows = [
        [*([str(view.group(row))] if grouped else []), *(view.cell(row, column) for column in shown)]
        for row in view.all_rows
    ]
    bar = "\\|" if form == "github" else "|"  # which parts the cells of the one form
    cells = [[visible(cell).replace("|", bar) for cell in row] for row in rows]
    headings = [*([""] if grouped else []), *shown.values()]
    text = tabulate(cells, headings, tablefmt=form, disable_numparse=True, preserve_whitespace=True)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _whole(value: Any) -> str:
    """A value as text with nothing rounded: nothing for null, true and false as JSON has them."""
    if isinstance(value, list | tuple):
        return "; ".join(map(_whole, value))
    return json.dumps(value) if isinstance(value, bool | float) else cell_text(value)
