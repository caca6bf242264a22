"""The one form of every answer to an assistant, and how large it may be.

1. An answer is one object: what was asked, the rows, how many there are in all, and the notes.
2. What comes as text and what comes as an object are the same, the text without blanks: the SDK would send it indented,
   with a third more characters.
3. No answer has more than LARGEST characters: a client cuts what is longer in the middle of a row, or refuses it. Rows
   are left out until it fits, and `next_offset` says where to go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from career_pathways.explorer.views.data import json_text

LARGEST = 24_000
"""Characters; Claude Code refuses more than 25,000 tokens, and a table of ids has one for each character or two."""


class Result(TypedDict):
    """An answer."""

    question: str
    results: list[dict[str, Any]]
    total: int
    """Rows that there are, be they in `results` or not."""
    truncated: bool
    """Whether there are more after these."""
    next_offset: int | None
    """The `offset` that goes on with the next row; None where there is none, or the tool takes no offset."""
    notes: list[str]


def result(
    question: str,
    rows: Sequence[Mapping[str, Any]],
    notes: Sequence[str],
    *,
    total: int | None = None,
    offset: int = 0,
    paged: bool = True,
) -> Result:
    """An answer of these rows, as many as fit (rule 3).

    `total`: how many there are, where the rows are a cut of them; `offset`: how many stand before the first; `paged`:
    whether the tool takes an offset.
    """
    counted = offset + len(rows) if total is None else total
    kept = list(map(dict, rows))
    while True:
        more = offset + len(kept) < counted
        made = Result(
            question=question,
            results=kept,
            total=counted,
            truncated=more,
            next_offset=offset + len(kept) if more and paged else None,
            notes=list(notes),
        )
        excess = len(json_text(made)) - LARGEST
        if excess <= 0 or not kept:
            return made
        sizes = [len(json_text(row)) + 1 for row in kept]
        while sizes and excess > 0:
            excess -= sizes.pop()
            kept.pop()
