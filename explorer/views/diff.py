"""What changed between two editions, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.editions.listed import Listed, Standard, standards
from career_pathways.loader.words.counting import counted
from career_pathways.queries.answers import Note
from career_pathways.queries.edition_changes import EditionChanges

from .view import View, cut
from .wording import UNSTATED

_FLAT = (
    "change",
    *(f"{name}_{field}" for name in ("from", "to") for field in Listed._fields),
    *("evidence", "score", "also"),
    *(f"candidates_{field}" for field in Listed._fields),
    "reason",
)

MEANINGS = {
    "renamed": "it has another title",
    "re-levelled": "it has another level, and the same title",
    "moved": "it stands in another route, and both editions state it",
    "split": "it became several, or an option of it became an occupation of its own",
    "merged": "it became one option of a wider occupation, or one with others",
    "withdrawn": "nothing of the newer edition is linked to it",
    "added": "no occupation of the older edition became it; its options count once",
    "same": "title, level and route are the same, or not stated",
    "proposed": "words alone speak for the link, which is no fact",
    "cannot tell": "words speak for some occupations, and too little for one of them",
}
"""What each kind of change says of an occupation, in a few words."""


_IS_NO_FACT = {"proposed": ", by words alone, which is no fact", "cannot tell": ", of which no link is claimed"}
"""What stands over the rows of these kinds."""


def diff_view(
    explorer: Explorer,
    older: str,
    newer: str,
    *,
    route: str | None = None,
    only: Sequence[str] = (),
    curated: Path | None = None,
    limit: int = 10,
) -> View:
    """What became of the occupations of one edition in another, at most `limit` of each kind of change (0: all).

    `curated`: a file of changes of the user's own. Raises what Explorer.diff does.
    """
    found = explorer.diff(older, newer, route=route, only=only, curated=curated)
    whole = View(
        question="diff",
        rows=[change.row() for change in found.rows],
        columns=_FLAT,
        flat=_flat,
        shown={
            "from": found.older.edition,
            **({} if route else {"route": "route"}),
            "to": found.newer.edition,
            "evidence": "by",
        },
        cells={
            "from": lambda row: "" if row["from"] is None else occupation_text(row["from"]),
            "route": lambda row: place_of(row) or "",
            "to": became_text,
            "evidence": evidence_text,
        },
        groups=lambda row: f"{row['change']}: {found.counts[row['change']]:,}{_IS_NO_FACT.get(row['change'], '')}",
        heading=_heading(found),
        parameters=found.parameters,
        notes=(*found.notes, Note("How the editions are linked, and how sure that is:", "{page_editions}.")),
    )
    view = cut(whole, limit, by="change")
    return view._replace(page=partial(_page, found, view.rows))


def _page(found: EditionChanges, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    lines: Iterator[str] = import_module(".diff_page", __package__).page(found, rows)  # which needs the exports
    return lines


def _heading(found: EditionChanges) -> str:
    where = f", route {found.route_name}" if found.route_name else ""
    counts = ", ".join(f"{kind} {count:,}" for kind, count in found.counts.items() if count)
    older, newer = (
        f"{edition.edition} ({counted(edition.occupations, 'occupation')})" for edition in (found.older, found.newer)
    )
    return f"From {older} to {newer}{where}\n  {counts or 'nothing in it'}"


def _flat(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row of JSON as the columns of CSV: each field of an occupation is one, and that of several a list."""
    origin = row["from"] or dict.fromkeys(Listed._fields)
    flat: dict[str, Any] = {f"from_{field}": origin[field] for field in Listed._fields}
    for name in ("to", "candidates"):
        flat |= {f"{name}_{field}": [listed[field] for listed in row[name]] for field in Listed._fields}
    return {column: flat[column] if column in flat else row[column] for column in _FLAT}


def occupation_text(listed: Mapping[str, Any]) -> str:
    """An occupation with its level or what that may be, and its code where it has one."""
    return _with_code(listed["title"], listed, listed["code"])


def _with_code(title: str, listed: Mapping[str, Any], code: str | None) -> str:
    level = listed["level"] or UNSTATED.get(listed["column"] or "")
    levelled = f"{title} ({level})" if level else title
    return f"{levelled}, {code}" if code else levelled


def place_of(row: Mapping[str, Any]) -> str | None:
    """The route of the older occupation or, of what was added, of the newer; None where it is not stated."""
    route: str | None = (row["from"] or row["to"][0])["route"]
    return route


def became_text(row: Mapping[str, Any]) -> str:
    """What an occupation became or, where that cannot be told, may have become; all options of one in a few words."""
    if row["candidates"]:
        return f"perhaps {' or '.join(map(occupation_text, row['candidates']))}"
    moved = "moved" in (row["change"], *row["also"])
    return "; ".join(_standard_text(one, moved=moved) for one in standards(Listed(**listed) for listed in row["to"]))


def _standard_text(standard: Standard, *, moved: bool) -> str:
    first, last = standard.members[0], standard.members[-1]
    where = f", in {first.route}" if moved else ""
    if first == last or len({listed.level for listed in standard.members}) > 1:
        return "; ".join(occupation_text(listed._asdict()) for listed in standard.members) + where
    letters = [str(listed.code)[-1] for listed in standard.members]
    follow = ord(letters[-1]) - ord(letters[0]) == len(letters) - 1  # else "A to C" would be the B of another, too
    codes = f"{first.code} to {last.code}" if follow else " and ".join(str(listed.code) for listed in standard.members)
    codes += f", {len(letters)} options"
    return _with_code(standard.title, first._asdict(), codes) + where


def evidence_text(row: Mapping[str, Any]) -> str:
    """How a link is known, what else changed, and why a curated change says so."""
    score = None if row["score"] is None else f"{row['evidence']}, {row['score']:.2f}"
    also = f"also {' and '.join(row['also'])}" if row["also"] and row["change"] != "proposed" else None
    return "; ".join(part for part in (score or row["evidence"], row["reason"], also) if part)
