"""How a figure is told: with its limit, where it has one; and kept for `make scale`, where that asks for it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

KEPT = "PATHWAYS_MEASURED"
"""The environment variable that names the file in which figures are kept, a line of JSON each."""


class Figure(NamedTuple):
    """A figure that was measured for a map of a size."""

    engine: str
    """What was measured, as a table shows it: "file store", "Neo4j"."""
    what: str
    occupations: int
    value: float
    unit: str
    """`s`, `ms`, `MB`, `rows/s`, `µs/row`, `x`."""
    allowed: float | None = None
    """The most, or of `rows/s` the least, that it may be."""

    @property
    def held(self) -> bool:
        """Whether it keeps its limit."""
        if self.allowed is None:
            return True
        return self.value >= self.allowed if self.unit == "rows/s" else self.value <= self.allowed


def measured(engine: str, what: str, occupations: int, value: float, unit: str, allowed: float | None = None) -> Figure:
    """Print a figure, and keep it where KEPT names a file."""
    figure = Figure(engine, what, occupations, value, unit, allowed)
    limit = "" if allowed is None else f" ({'at least' if unit == 'rows/s' else 'at most'} {allowed:,g})"
    missed = "" if figure.held else " MISSED"
    print(f"{engine}, {occupations:,} occupations, {what}: {value:,.2f} {unit}{limit}{missed}", flush=True)
    if kept := os.environ.get(KEPT):
        with Path(kept).open("a") as file:
            file.write(json.dumps(figure) + "\n")
    return figure


def held(what: str, value: float, unit: str, allowed: float) -> bool:
    """Print a figure that does not depend on the size of a map; the answer is whether it keeps its limit."""
    print(f"{what}: {value:.2f} {unit} (at most {allowed:g}){'' if value <= allowed else ' MISSED'}", flush=True)
    return value <= allowed
