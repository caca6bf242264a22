"""Curated changes: what became of single occupations, as somebody read it, each with its reason.

A file of them is tab-separated, with a heading:

    from      the id or the code of an occupation of the older edition
    to        codes or ids of the newer edition, with spaces between; none where it is withdrawn or cannot be told
    change    same, renamed, re-levelled, moved, split, merged, withdrawn or cannot tell
    reason    why a reader of both editions says so

They count before all evidence, and a name in them that an edition has not is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from career_pathways.loader.errors import LookupsError
from career_pathways.loader.files import read_bytes
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.words.counting import counted

from .listed import Listed, standard_code

PACKAGED = "became-2017-2026.tsv"
"""Of the document's map and the list of July 2026."""

LARGEST = 10_000_000
"""Bytes of a file of curated changes: one for each occupation of a large map."""

_IN_QUOTES = re.compile(r'"(?:[^"]|"")*"')
"""A cell in quotes, each quote in it twice."""

_HEADING = ["from", "to", "change", "reason"]

NO_LINK = ("withdrawn", "cannot tell")
MERGED = "merged"

_CHANGES = (*NO_LINK, MERGED, "same", "renamed", "re-levelled", "moved", "split")


class CuratedChange(NamedTuple):
    """What became of one occupation."""

    origin: str
    became: tuple[str, ...]
    change: str
    reason: str
    place: str = "a curated change"
    """The file and the line that say so."""


def read_changes(path: Path) -> tuple[CuratedChange, ...]:
    """The curated changes in a file of the user's own. Raises LookupsError, with the line."""
    data = read_bytes(path, LARGEST, LookupsError, "Name a file of curated changes, its columns separated by tabs.")
    try:
        return parse_changes(data.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise LookupsError(f"{path.name}: not text in UTF-8.", "Save it as such.") from error


def packaged_changes() -> tuple[CuratedChange, ...]:
    """Those between the document's map and the list of July 2026, which ship with the package."""
    return parse_changes((files("career_pathways.loader.editions") / PACKAGED).read_text("utf-8"), PACKAGED)


def parse_changes(text: str, name: str) -> tuple[CuratedChange, ...]:
    """The curated changes in the text of a file; lines without text say nothing. Raises LookupsError, with the line."""
    rows = [list(map(_unquoted, line.split("\t"))) for line in text.splitlines()]
    if rows[:1] != [_HEADING]:
        raise LookupsError(f"{name}: line 1 is not the heading {', '.join(_HEADING)}.", "Separate the columns by tabs.")
    found: dict[str, CuratedChange] = {}
    for line, row in enumerate(rows[1:], start=2):
        place = f"{name}: line {line}"
        if not any(row):
            continue
        if len(row) != len(_HEADING):
            fact = f"{place} has {counted(len(row), 'column')}, not {len(_HEADING)}."
            raise LookupsError(fact, f"They are {', '.join(_HEADING)}, with a tab between.")
        origin, became, change, reason = row
        if not origin or not reason:
            raise LookupsError(f"{place} has no {'reason' if origin else 'from'}.", "Fill it in.")
        if origin in found:
            raise LookupsError(f"{place} names {origin!r} a second time.", "Leave one of the two.")
        if change not in _CHANGES:
            raise LookupsError(f"{place}: {change!r} is not a change.", f"Say {', '.join(_CHANGES)}.")
        if bool(became) == (change in NO_LINK):
            fact = f"names {became!r} in the column to" if became else "names nothing in the column to"
            raise LookupsError(f"{place}: {change!r} {fact}.", f"Only {' and '.join(NO_LINK)} leave it empty.")
        found[origin] = CuratedChange(origin, tuple(became.split()), change, reason, place)
    return tuple(found.values())


def _unquoted(cell: str) -> str:
    """A cell without the quotes that a spreadsheet puts round what holds a comma.

    >>> _unquoted(' "ST0207, an ""old"" one" ')
    'ST0207, an "old" one'
    >>> _unquoted('"Roofer" is now "Tiler"')  # the quotes of a text that nothing put quotes round
    '"Roofer" is now "Tiler"'
    """
    cell = cell.strip()
    return cell[1:-1].replace('""', '"') if _IN_QUOTES.fullmatch(cell) else cell


class Applied(NamedTuple):
    """The curated changes that count between two editions."""

    curated: tuple[CuratedChange, ...]
    left_out: int
    """How many of the packaged ones name what an edition has not."""


def applied(
    older: str,
    follows: str | None,
    was: Iterable[Listed],
    now: Iterable[Listed],
    own: Iterable[CuratedChange] = (),
) -> Applied:
    """Curated changes between two editions: a user's own, and the packaged ones, where no own one says otherwise.

    In: the name of the older edition, that of the one which the newer follows, the occupations of both. The packaged
    ones count where the newer follows the document's edition; of a later list than that of 2026 those alone whose
    occupations are all there, and of a list of other codes none.
    """
    own = tuple(own)
    packaged = packaged_changes() if older == follows == DOCUMENT else ()
    says = {one.origin for one in own}
    origins, ends = set(names_of(was)), set(names_of(now))
    fitting = [one for one in packaged if one.origin in origins and ends.issuperset(one.became)]
    if not any(one.became for one in fitting):  # what became of none of them there is not known
        fitting = []
    return Applied((*own, *(one for one in fitting if one.origin not in says)), len(packaged) - len(fitting))


def names_of(edition: Iterable[Listed]) -> Iterator[str]:
    """What a curated change may call the occupations of an edition: ids, codes, and the codes of standards."""
    for listed in edition:
        yield from filter(None, (listed.id, listed.code, standard_code(listed.code)))
