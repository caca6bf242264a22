"""An answer as CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from .view import View
from .wording import cell_text


def to_csv(view: View) -> str:
    """The rows as CSV after RFC 4180, with a heading; what a list holds is joined by "; "."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(view.columns)
    for row in view.rows:
        writer.writerow([_whole(row[column]) for column in view.columns])
    return text.getvalue()


def _whole(value: Any) -> str:
    """A value as text with nothing rounded: nothing for null, true and false as JSON has them, lists joined by "; "."""
    if isinstance(value, list | tuple):
        return "; ".join(map(_whole, value))
    if isinstance(value, bool | float):
        return json.dumps(value)
    return cell_text(value)
