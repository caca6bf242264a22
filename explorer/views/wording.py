"""How places of the map, levels and numbers read wherever they are shown. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from career_pathways.queries.answers import BASES

BANDS = {"technical": "▮▯▯", "higher_technical": "▯▮▯", "professional": "▯▯▮"}
"""The three columns of the map, left to right, and the one that is meant."""

BAND_STYLES = {"▮▯▯": "cyan", "▯▮▯": "yellow", "▯▯▮": "magenta"}
"""Each band has a colour where there are colours; its marks say the same without."""

COLUMNS = "▮▯▯ technical column (levels 2-3), ▯▮▯ higher technical (4-5), ▯▯▮ professional (6-7)"
"""Beside every table that shows bands."""

PARTS = {
    "by_title": "title",
    "by_specialisms": "specialisms",
    "by_place": "place",
    "by_level": "level",
    "by_basis": "basis",
}
"""The parts of relatedness, and how they are called where they are shown."""


def band(column: str, level: int | None) -> str:
    """Where an occupation stands in the map.

    >>> band("technical", 2), band("professional", None)
    ('▮▯▯ 2', '▯▯▮ –')
    """
    return f"{BANDS[column]} {level or '–'}"


def parts(row: Mapping[str, Any]) -> str:
    """The parts of relatedness in short, those of nothing left out, each one word that a table does not break.

    >>> parts({"by_title": 0.21, "by_basis": 0.1} | dict.fromkeys(list(PARTS)[1:4], 0.0))
    'title=.21 basis=.10'
    """
    return " ".join(f"{name}={row[part]:.2f}".replace("=0.", "=.") for part, name in PARTS.items() if row[part])


def few(words: Sequence[str]) -> str:
    """The first of some words, which come with the most telling first, and how many more there are.

    >>> few(("site", "roof", "slate", "tile", "lead", "work"))
    'site; roof; slate; tile and 2 more'
    """
    more = len(words) - 4
    return "; ".join(words[:4]) + (f" and {more} more" if more > 0 else "")


def counted(count: int, what: str) -> str:
    """A number of things.

    >>> counted(1, "step"), counted(0, "crossing")
    ('1 step', 'no crossings')
    """
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


MADE_OF = (
    "Related is the sum of title (what the titles share; a ~ b are words of one trade), specialisms (what these share "
    "besides), place (little in the title that is foreign there), level (the next step up) and basis."
)
"""Beside every table that shows the parts of relatedness."""

AROUND: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "level": lambda row: band(row["column"], row["level"]),
    "by_title": parts,
    "basis": lambda row: BASES[row["basis"]],
    "shared_words": lambda row: few(row["shared_words"]),
}
"""How columns that need others beside them read in a table of progressions; `by_title` stands for all the parts."""

LEVEL_CELL = {"level": AROUND["level"]}
"""The same where the table is one of occupations."""


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
