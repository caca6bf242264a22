"""Figures that were measured: each is printed as it comes, with what it may be, and kept for a table of all of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

KEPT = "PATHWAYS_MEASURED"
"""The environment variable that names the file in which figures are kept, a line of JSON each."""

_DIGITS = {"F1": 4, "%": 1}
"""After the point, of a unit; of others it depends on the value."""


class Figure(NamedTuple):
    """A figure that was measured, and what it may be. It misses a bound that it lies beyond, of those that it has."""

    engine: str | None
    """What was measured for a map of a size: "file store", "Neo4j"; None where a figure depends on no size."""
    what: str
    occupations: int | None
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    stated: str | None = None
    """What the README or a page of docs/ says that it is, as the value is written."""
    beside: str = ""
    """Figures of others, or of before, which are no bounds; or of what it was measured."""

    @property
    def held(self) -> bool:
        """Whether it is what it may be."""
        return (
            (self.most is None or self.value <= self.most)
            and (self.least is None or self.value >= self.least)
            and (self.stated is None or self.stated == self.number)
        )

    @property
    def number(self) -> str:
        """The value as it is written."""
        if isinstance(self.value, int):
            return f"{self.value:,}"
        digits = 0 if abs(self.value) >= 100 else 1 if abs(self.value) >= 10 else 2
        return f"{self.value:,.{_DIGITS.get(self.unit, digits)}f}"

    @property
    def bounds(self) -> str:
        """What it may be, in words."""
        bounds = (("at most", self.most), ("at least", self.least))
        told = [f"{word} {bound:,g}" for word, bound in bounds if bound is not None]
        return ", ".join([*told, *([f"stated {self.stated}"] if self.stated else [])])

    @property
    def verdict(self) -> str:
        """Whether it is held, or missed; nothing where it has no bound."""
        return "" if not self.bounds else "held" if self.held else "MISSED"


def held(
    what: str,
    value: float,
    unit: str,
    most: float | None = None,
    *,
    least: float | None = None,
    stated: str | None = None,
    beside: str = "",
) -> bool:
    """Print and keep a figure that does not depend on the size of a map. Out: whether it is what it may be."""
    return _kept(Figure(None, what, None, value, unit, most, least, stated, beside)).held


def measured(engine: str, what: str, occupations: int, value: float, unit: str, allowed: float | None = None) -> Figure:
    """Print and keep a figure of a map of a size. `allowed`: the most, or of `rows/s` the least, that it may be."""
    bounds = (None, allowed) if unit == "rows/s" else (allowed, None)
    return _kept(Figure(engine, what, occupations, value, unit, *bounds))


def _kept(figure: Figure) -> Figure:
    of = f"{figure.engine}, {figure.occupations:,} occupations, " if figure.engine else ""
    more = "; ".join(filter(None, (figure.bounds, figure.beside)))
    missed = "" if figure.held else " MISSED"
    print(f"{of}{figure.what}: {figure.number} {figure.unit}{f' ({more})' if more else ''}{missed}", flush=True)
    if kept := os.environ.get(KEPT):
        with Path(kept).open("a") as file:
            file.write(json.dumps(figure) + "\n")
    return figure


def stated(row: str) -> list[str]:
    """The figures of a row of a table, named by its first cell, in the README or in a page of docs/."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        if found := re.search(rf"(?m)^\| {re.escape(row)} \|(.*)\|$", page.read_text("utf-8")):
            return [cell.strip().removesuffix("%") for cell in found[1].split("|")]
    raise LookupError(f"No page has a table with a row {row!r}. Name it as the page does.")


def figures_of(command: Sequence[str]) -> tuple[list[Figure], int]:
    """Run a script of this folder; what it prints goes to standard error. Out: its figures, and its exit status."""
    start = time.monotonic()
    with tempfile.NamedTemporaryFile() as kept:
        script, *given = command
        python = [sys.executable, str(Path(__file__).parent / script), *given]
        done = subprocess.run(python, env=os.environ | {KEPT: kept.name}, stdout=sys.stderr, check=False)
        figures = [Figure(*json.loads(line)) for line in Path(kept.name).read_text().splitlines()]
    print(f"{script}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return figures, done.returncode
