"""The one form of every answer to an assistant, and how large it may be.

1. An answer is one object: what was asked, the rows, how many there are in all, and the notes.
2. What comes as text and what comes as an object are the same, the text without blanks: the SDK would send it indented,
   with a third more characters.
3. No answer has more than LARGEST characters: a client cuts what is longer in the middle of a row, or refuses it. Rows
   are left out until it fits, and `next_offset` says where to go on; where a tool takes no offset, a note says so.
4. Where not even one row fits, that is an error, since to go on at the same row would never end.
5. Notes are kept short too, each and all together; where one is cut, it ends in an ellipsis.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from career_pathways.explorer.views.data import json_text
from career_pathways.loader.errors import WrongParameter

LARGEST = 24_000
"""Characters; Claude Code refuses more than 25,000 tokens, and a table of ids has one for each character or two."""

_LONGEST_NOTE = 1_500
_LONGEST_NOTES = 6_000
"""Characters, of one note and of all of them."""

_FOR_A_NOTE = 300
"""Characters that are kept free, for what is to be said of the answer itself and of the store."""


class Result(TypedDict):
    """An answer."""

    question: str
    results: list[dict[str, Any]]
    total: int | None
    """Rows that there are, be they in `results` or not; None where there are more, and nobody counted them."""
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
    uncounted: bool = False,
) -> Result:
    """An answer of these rows, as many as fit (rule 3).

    `total`: how many there are, where the rows are a cut of them; `offset`: how many stand before the first; `paged`:
    whether the tool takes an offset; `uncounted`: whether there are more, and nobody knows how many. Raises
    WrongParameter where the first row is too large (rule 4).
    """
    counted = offset + len(rows) if total is None else total
    made = Result(
        question=_short(question),
        results=[],
        total=None if uncounted else counted,
        truncated=True,
        next_offset=counted if paged else None,
        notes=_short_notes(notes),
    )
    room = LARGEST - _FOR_A_NOTE - len(_compact(made))
    for row in rows:
        room -= len(_compact(row)) + len(",")
        if room < 0:
            break
        made["results"].append(dict(row))
    if rows and not made["results"]:
        raise WrongParameter(
            f"row {offset + 1:,} has {len(_compact(rows[0])):,} characters, and an answer at most {LARGEST:,}.",
            "Ask for less in a row: fewer columns, shorter lists.",
        )
    if not paged and len(made["results"]) < len(rows):
        made["notes"].append(f"As many as fit: {len(made['results']):,} of {len(rows):,}. Ask for something narrower.")
    reached = offset + len(made["results"])
    made["truncated"] = uncounted or reached < counted
    made["next_offset"] = reached if paged and made["truncated"] else None
    return made


def as_sent(made: Result) -> tuple[str, dict[str, Any]]:
    """An answer as text and as an object, which are the same (rule 2); half a character is a question mark."""
    text = sendable(_compact(made))
    return text, json.loads(text)


def _compact(value: Any) -> str:
    """A value as JSON without blanks; what is no number of JSON's is text, as in `json_text`."""
    try:
        return _ENCODE(value)
    except ValueError:
        return _ENCODE(json.loads(json_text(value)))


_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def sendable(text: str) -> str:
    """A text without halves of characters, which none that is sent may have."""
    return text.encode("utf-8", "replace").decode()


def _short(note: str) -> str:
    return note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1]}…"


def _short_notes(notes: Sequence[str]) -> list[str]:
    """Rule 5."""
    kept, room = list[str](), _LONGEST_NOTES
    for note in map(_short, notes):
        room -= len(_compact(note))
        if room < 0:
            return [*kept, "…"]
        kept.append(note)
    return kept
