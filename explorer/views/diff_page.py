"""What changed between two editions as a page in Markdown, to be published.

The same store gives the same page, byte for byte.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from career_pathways.exports.manifest import licence_of, published, source_of
from career_pathways.loader.errors import visible
from career_pathways.loader.schema import DOCUMENT
from career_pathways.queries.edition_changes import NO_FACTS, EditionChanges
from career_pathways.queries.rows.imports import EditionHeld

from .diff import MEANINGS, became_text, evidence_text, occupation_text, place_of

Row = Mapping[str, Any]

_MARKED = re.compile(r"[\\`*_\[\]<>|~&#$]")
"""What Markdown may take for more than a character of a text."""

_HOW = """\
1. `code`: both editions have the code.
2. `number`: the code of the one is the number under which a list of 2018, 2020 or 2021 has the title of the other.
3. `title`: the titles are equal, but for spelling, plurals and how the occupation is learnt.
4. `curated`: somebody read both editions; the reason stands beside it. It counts more than all others.
5. `words`: the titles have telling words in common, as many as the score says, 0 to 1. That is no fact: it is only
   *proposed*.

What nothing links is told as withdrawn or as added: that follows from these two lists, and no publisher states it.

The titles of 2018, 2020 and 2021 are those of the lists of apprenticeship standards: Crown copyright; contains public
sector information licensed under the Open Government Licence v3.0."""

_HOW_SURE = """\
Measured on occupations of 2017 that were judged by hand against the list of July 2026: 80 on which the method was
tuned, and 60 that were drawn and judged before it was written.

| | links that are right | links that were found | of sure links (1 to 3), wrong | withdrawn ones left alone |
|---|---|---|---|---|
| the 80 | 98.1 % | 91.1 % | 0 of 44 | 20 of 20 |
| the 60 | 100 % | 97.1 % | 0 of 27 | 22 of 22 |

Of the links that are only proposed, 14 of 15 were right. Source: decision 14 of the project career-pathways."""

_NOT_CERTAIN = {
    "proposed": "Words alone speak for these links. Each is likely, none is a fact; somebody has to read both.",
    "cannot tell": "Words speak for some occupations, and too little to propose one. Nothing is claimed of these.",
}


def page(found: EditionChanges, rows: Sequence[Row]) -> Iterator[str]:
    """The lines of the page, without their ends. In: the changes, and their rows, or the first of each kind."""
    older, newer = found.older, found.newer
    where = f" in the route {_text(found.route_name)}" if found.route_name else ""
    yield f"# What changed between {_text(older.edition)} and {_text(newer.edition)}{where}"
    yield from ("", "## What is compared", "")
    yield from _table(("", older.edition, newer.edition), _compared(older, newer))
    yield from ("", "## How occupations are linked", "", *_HOW.splitlines())
    if found.curated:
        yield from ("", f"Curated changes that count here: {found.curated:,}.")
    if older.edition == newer.follows == DOCUMENT:
        yield from ("", "## How sure that is", "", *_HOW_SURE.splitlines())
    if found.notes:
        yield from ("", "## What else is to be known", "", *(f"- {_text(note)}" for note in found.notes))
    yield from ("", "## How many", "")
    counts = [(kind, MEANINGS[kind], f"{count:,}") for kind, count in found.counts.items()]
    yield from _table(("change", "what it says of an occupation", "how many"), counts)
    yield from ("", "## How many, by route", "")
    yield from _by_route(found)
    for kind in found.counts:
        if of_kind := [row for row in rows if row["change"] == kind]:
            yield from _section(found, kind, of_kind)


def _compared(older: EditionHeld, newer: EditionHeld) -> Iterator[tuple[str, ...]]:
    """What is known of both editions, a row for each fact."""
    both = (older, newer)
    yield ("source", *(edition.title if edition.licence else source_of(edition._asdict()) for edition in both))
    yield ("published", *(published(edition._asdict()) or "" for edition in both))
    yield ("occupations", *(f"{edition.occupations:,}" for edition in both))
    yield ("licence", *(licence_of(edition._asdict()) for edition in both))
    yield ("attribution", *(edition.attribution or "" for edition in both))
    yield ("address", *(edition.url or "" for edition in both))
    yield ("SHA-256", *(edition.id for edition in both))


def _by_route(found: EditionChanges) -> Iterator[str]:
    """How many of each kind stood in each route or, of what was added, stand in it."""
    counts = Counter((place_of(change.row()) or "", change.change) for change in found.rows)
    routes = sorted({route for route, _ in counts}, key=lambda route: (not route, route))
    kinds = [kind for kind in found.counts if any(counts[route, kind] for route in routes)]
    rows = [
        (route or "route not stated", *(f"{counts[route, kind]:,}" for kind in kinds), f"{total:,}")
        for route in routes
        if (total := sum(counts[route, kind] for kind in kinds))
    ]
    yield from _table(("route", *kinds, "all"), rows)


def _section(found: EditionChanges, kind: str, rows: Sequence[Row]) -> Iterator[str]:
    """All that changed in one way."""
    total = found.counts[kind]
    yield from ("", f"## {_sentence(kind)}: {total:,}", "")
    yield f"**Not certain.** {_NOT_CERTAIN[kind]}" if kind in NO_FACTS else f"{_sentence(MEANINGS[kind])}."
    if len(rows) < total:
        yield from ("", f"The first {len(rows):,} of {total:,}.")
    yield ""
    columns = (
        (found.older.edition, [occupation_text(row["from"]) if row["from"] else "" for row in rows]),
        ("route", [place_of(row) or "" for row in rows]),
        (found.newer.edition, [became_text(row) for row in rows]),
        ("by", [evidence_text(row) for row in rows]),
    )
    headings, cells = zip(*((heading, texts) for heading, texts in columns if any(texts)), strict=True)
    yield from _table(headings, zip(*cells, strict=True))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(headings)
    yield "|" + "---|" * len(headings)
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_text, cells))} |"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _text(text: str) -> str:
    """A text as Markdown shows it: one line, in which nothing is more than a character."""
    return _MARKED.sub(r"\\\g<0>", visible(" ".join(text.split())))
