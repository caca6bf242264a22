"""How levels, reasons and numbers read wherever they are shown. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from career_pathways.loader.schema import BANDS, DOCUMENT
from career_pathways.loader.words.counting import counted
from career_pathways.queries.answers import BASES

LIKE = {
    1: "GCSEs at grades 3 to 1",
    2: "GCSEs at grades 9 to 4",
    3: "A levels",
    4: "a higher national certificate (HNC)",
    5: "a foundation degree or HND",
    6: "a degree",
    7: "a master's degree",
    8: "a doctorate",
}
"""A qualification of each level that most people know, after "What qualification levels mean" on gov.uk (England, Wales
and Northern Ireland)."""

_SHORT = {1: "low GCSEs", 2: "GCSEs", 4: "an HNC", 5: "an HND", 7: "a master's"}
"""The same where there is little room."""

UNSTATED = {column: f"{low} or {high}" for column, (low, high) in BANDS.items()}
"""What the level may be where the document states none: each column of the map is a band of levels."""

STATED_MOVES = {"stated": "Stated in the tables", "related": "Related, and one level up"}
"""What a progression of an imported map is, by its basis."""

MOVES = {
    "in_trade": "Onward in the trade",
    "to_management": "Up to supervision and management",
    "other_trade": "A change of trade",
}
"""What a progression is to whoever takes it, in the order in which an adviser would offer it."""

MOVES_BACK = {
    "in_trade": "From the same trade",
    "to_management": "Up into supervision and management",
    "other_trade": "From another trade",
}
"""The same for whoever looks back from where it leads."""

PARTS = {
    "by_title": "title",
    "by_specialisms": "specialisms",
    "by_place": "place",
    "by_level": "level",
    "by_basis": "basis",
}
"""The parts of relatedness, and how they are called where they are shown."""

MADE_OF = (
    "Related, from 0 to 1, is the sum of title (what the titles share; a ~ b are words of one trade), specialisms "
    "(what these share besides), place (little in the title that is foreign there), level (the next step up) and basis."
)
"""Beside every table that shows the parts of relatedness."""


def level_words(row: Mapping[str, Any]) -> str:
    """The level of an occupation with what it is called, or what it may be; and how it is learnt where that is marked.

    In: its `level` and `column` and, where they are known, `degree`, `apprenticeship_only`, the `carried_level` that a
    path takes it to have, and the `level_name` of a map with levels of its own.

    >>> level_words({"level": 3, "column": "technical", "apprenticeship_only": True})
    'level 3, like A levels; apprenticeship only'
    >>> level_words({"level": None, "column": "higher_technical"})
    'level 4 or 5 (not stated)'
    >>> level_words({"level": None, "column": "higher_technical", "carried_level": 5})
    'taken as level 5, like a foundation degree or HND (not stated: 4 or 5)'
    >>> level_words({"level": 6, "column": "professional", "degree": True})
    'level 6, with a degree'
    >>> level_words({"level": 2, "column": None, "level_name": "Job Zone"})
    'Job Zone 2'
    >>> level_words({"level": None, "column": None})
    'level not stated'
    """
    carried = row.get("carried_level")
    name = row.get("level_name") or "level"
    if row["level"] or not carried:
        return f"{name} {_level(row, LIKE)}"
    level, *how = _level({**row, "level": carried}, LIKE).split("; ")
    return "; ".join([f"taken as {name} {level} (not stated: {UNSTATED[row['column']]})", *how])


def level_cell(row: Mapping[str, Any]) -> str:
    """The same in short, for a column of a table.

    >>> level_cell({"level": 2, "column": "technical"})
    '2, like GCSEs'
    """
    return _level(row, LIKE | _SHORT)


LEVEL_CELL = {"level": level_cell}
"""How the level reads in a table of occupations."""


def beside_level(row: Mapping[str, Any]) -> str:
    """What is to be said of an occupation that stands under its level: what that may be, how it is learnt.

    >>> beside_level({"level": None, "column": "technical", "apprenticeship_only": True})
    'level 2 or 3; apprenticeship only'
    """
    notes = {
        f"level {UNSTATED.get(row['column'])}": not row["level"] and row["column"],
        "with a degree": row.get("degree"),
        "apprenticeship only": row.get("apprenticeship_only"),
    }
    return "; ".join(note for note, holds in notes.items() if holds)


def _level(row: Mapping[str, Any], like: Mapping[int, str]) -> str:
    level, degree = row["level"], row.get("degree")
    text = str(level) if level else f"{UNSTATED[row['column']]} (not stated)" if row["column"] else "not stated"
    if degree:
        text += ", with a degree"
    elif level in like and not row.get("level_name"):
        text += f", like {like[level]}"
    return f"{text}; apprenticeship only" if row.get("apprenticeship_only") else text


PLACES = {
    "within_cluster": "in the same part of the map",
    "same_row": "in the same part of the map",
    "skips_column": "in the same field of work, past an empty column",
    "same_pathway": "elsewhere in the same field of work",
}
"""Where the other end of a progression stands, by its basis: the same table cell, the same row of the table, any row
past an empty cell or column, another row of the same table."""


def step_words(row: Mapping[str, Any]) -> str:
    """Why a progression is one, in words: the move, the rise, where in the map, the words that both ends share.

    In: its `move`, `skips`, `level_gap`, `basis` and `shared_words`, and where they are known, of an imported map
    `step_file` and `step_row`, which state it, of a what-if `because`, the reason that it gives.

    >>> step_words({"move": "in_trade", "skips": False, "level_gap": 1, "basis": "same_row", "shared_words": ("roof",)})
    'next level up in the same trade; shared word: roof'
    >>> other = {"move": "other_trade", "skips": False, "level_gap": None, "basis": "same_pathway", "shared_words": ()}
    >>> step_words(other)
    'a change of trade: a step up, elsewhere in the same field of work'
    """
    if row["basis"] == "what_if":
        return f"what if: {row.get('because') or 'a progression of your own'}"
    if row["basis"] in STATED_MOVES:
        return stated_words(row)
    rise, place = rise_words(row["level_gap"]), PLACES[row["basis"]]
    return {
        "in_trade": f"{rise} in the same trade",
        "to_management": f"{rise}, to supervision or management, {place}",
        "other_trade": f"a change of trade: {rise}, {place}",
    }[row["move"]] + _besides(row)


def link_words(row: Mapping[str, Any]) -> str:
    """Why a relationship of a path is one: a progression by the levels that the path carries, or a crossing.

    >>> link_words({"basis": None, "match": "same_title", "route_name": "Construction"})
    'the same occupation, in another route: Construction'
    """
    if row["basis"] is None:
        slip = "" if row["match"] != "close_title" else "; the titles differ by a slip of the pen"
        return f"the same occupation, in another route: {row['route_name']}{slip}"
    before, after = row.get("from_carried_level"), row.get("carried_level")
    gap = row["level_gap"] if before is None or after is None else after - before
    return step_words({**row, "level_gap": gap})


def stated_words(row: Mapping[str, Any]) -> str:
    """How the level changes, and where a table says so.

    >>> stated_words({"basis": "stated", "level_gap": 0, "step_file": "careers.csv", "step_row": 3})
    'at the same level, stated in careers.csv, row 3'
    """
    rise = "a step" if row["level_gap"] is None else rise_words(row["level_gap"])
    what = "stated" if row["basis"] == "stated" else "related"
    where = f"{row['step_file']}, row {row['step_row']}" if "step_file" in row else "a table"
    return f"{rise}, {what} in {where}"


def step_cell(row: Mapping[str, Any]) -> str:
    """The same where a heading has said what move it is."""
    if row["basis"] == "what_if" or row["basis"] in STATED_MOVES:
        return step_words(row)
    rise = rise_words(row["level_gap"])
    return (f"{rise}, {PLACES[row['basis']]}" if row["move"] != "in_trade" else rise) + _besides(row)


def _besides(row: Mapping[str, Any]) -> str:
    """What a progression passes over, and the words that its ends share."""
    skips = ", passing over a step between" if row["skips"] else ""
    other = row["move"] == "other_trade"  # which no two words of one trade speak for
    return skips + in_common([word for word in row["shared_words"] if not (other and " ~ " in word)])


def rise_words(gap: int | None) -> str:
    """How the level changes; None: it is not stated by how much.

    >>> rise_words(1), rise_words(2), rise_words(0)
    ('next level up', 'up 2 levels', 'at the same level')
    """
    if gap is None:
        return "a step up"
    if gap < 1:
        return "at the same level" if gap == 0 else f"down {counted(-gap, 'level')}"
    return "next level up" if gap == 1 else f"up {gap} levels"


def in_common(words: Sequence[str]) -> str:
    """The first two of the words that the ends of a progression share, in whatever form, else two of one trade.

    >>> in_common(("roof", "tile ~ slate", "lead", "work")), in_common(("tile ~ slate",)), in_common(())
    ('; shared words: roof and lead', '; related words: tile and slate', '')
    """
    both = [word for word in words if " ~ " not in word][:2]
    if both:
        return f"; shared word{'s' * (len(both) > 1)}: {' and '.join(both)}"
    return f"; related words: {words[0].replace(' ~ ', ' and ')}" if words else ""


def sum_of_parts(row: Mapping[str, Any]) -> str:
    """Relatedness as the sum that it is, exactly.

    >>> sum_of_parts({"relatedness": 0.31, "by_title": 0.21, "by_basis": 0.1} | dict.fromkeys(list(PARTS)[1:4], 0.0))
    'related 0.3100 = title .2100 + basis .1000'
    """
    terms = [f"{name} {row[part]:.4f}".replace(" 0.", " .") for part, name in PARTS.items() if row[part]]
    return f"related {row['relatedness']:.4f} = {' + '.join(terms) or 'nothing'}"


def step_numbers(row: Mapping[str, Any]) -> str:
    """What a progression rests on: its relatedness, basis and cost, and all the words that its ends share."""
    words = f"shared words: {', '.join(row['shared_words'])}" if row["shared_words"] else "no word in common"
    return f"{sum_of_parts(row)}; {words}; basis {row['basis']} ({BASES[row['basis']]}), cost {row['cost']}"


def list_of(edition: str) -> str:
    """What the occupations of an edition are called together."""
    return f"the {edition} maps" if edition == DOCUMENT else f"the {edition} list"


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
