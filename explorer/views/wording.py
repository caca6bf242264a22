"""How places of the map, levels and numbers read wherever they are shown. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from career_pathways.queries.answers import BASES

if TYPE_CHECKING:  # only paths have its rows
    from career_pathways.queries.rows.paths import Link

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


def sum_of_parts(row: Mapping[str, Any]) -> str:
    """Relatedness as the sum that it is, exactly.

    >>> sum_of_parts({"relatedness": 0.31, "by_title": 0.21, "by_basis": 0.1} | dict.fromkeys(list(PARTS)[1:4], 0.0))
    '0.3100 = title .2100 + basis .1000'
    """
    told = [f"{name} {row[part]:.4f}".replace(" 0.", " .") for part, name in PARTS.items() if row[part]]
    return f"{row['relatedness']:.4f} = {' + '.join(told) or 'nothing'}"


_FEW = 4
"""Words that show why; they come with the most telling first."""


def few(words: Sequence[str]) -> str:
    """The first of some words, and how many more there are.

    >>> few(("site", "roof", "slate", "tile", "lead", "work"))
    'site; roof; slate; tile and 2 more'
    """
    more = len(words) - _FEW
    return "; ".join(words[:_FEW]) + (f" and {more} more" if more > 0 else "")


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


def reason(link: Link, because: str | None = None) -> str:
    """Why a relationship of a path is one, in words; `because`: the reason that a what-if file gives."""
    if link.basis is None:
        same = "the same title" if link.match == "same_title" else "a title that differs by a slip of the pen"
        return f"the same occupation in another route, {link.route_name}: {same}; a crossing is free"
    here, there = link.from_cluster_name, link.to_cluster_name
    return {
        "within_cluster": f"the next level stated in the cluster {here}",
        "same_row": f"the cluster {there} stands in the next column, in the row of {here}",
        "skips_column": f"nothing stands in the next column; the cluster {there} is in the one after it",
        "same_pathway": f"the cluster {there} stands in the next column of the pathway, in another row than {here}",
        "what_if": f"what if: {because or 'a progression of your own'}",
    }[link.basis]


def rise(link: Link) -> str:
    """How the level changes, in words."""
    if link.level_gap is None:
        columns = f"{link.from_column.replace('_', ' ')} to {link.column.replace('_', ' ')} column"
        return f"{columns}, by how many levels is not stated"
    if link.level_gap < 1:
        return "no level up" if link.level_gap == 0 else f"down {counted(-link.level_gap, 'level')}"
    return f"up {counted(link.level_gap, 'level')}"
