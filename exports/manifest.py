"""The manifest of an export: edition, source, licence, what was chosen, how much of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from career_pathways import __version__
from career_pathways.loader.schema import IMPORT_VERSION
from career_pathways.loader.source import read_source
from career_pathways.queries.answers import INFERENCE, STATED

if TYPE_CHECKING:  # with networkx, which takes longer to import than a list of editions to answer
    from .part import Part

MANIFEST_VERSION = 1
"""Goes up when a key of a manifest changes its meaning or goes away."""

_SOURCE = (
    "Occupational Maps Consultation, December 2017, a publication of the UK government; its text is a damaged scan, "
    "and levels, columns and lines are as it has them"
)
_NAME = "the occupational maps of December 2017"
PUBLISHED = "2017-12"
"""When the packaged document was published, as its name says."""

_LICENCE = (
    "Crown copyright; contains public sector information licensed under the Open Government Licence v3.0 "
    "(https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/), as such publications are unless "
    "they say otherwise"
)
_OTHER_LICENCE = "that of this document, which the program does not know: ask whoever published it"


class WrittenFile(NamedTuple):
    """A file as it was written."""

    name: str
    """Without its folder."""
    size: int
    """In bytes."""
    sha256: str


def about(part: Part) -> dict[str, Any]:
    """What an export says of itself: the same for the same part, in whatever format. Values are text, numbers, maps."""
    edition = part.edition
    names, more = ["id", "title", "schema_version", "parser_version"], list[str]()
    if part.imported:
        names += ["edition", "published"]
        more = ["attribution", "url", "sources"]
    return {
        "edition": {name: edition[name] for name in names},
        "source": source_of(edition),
        "licence": licence_of(edition),
        **{name: edition[name] for name in more},
        "chosen": dict(part.chosen) or "all",
        "counts": dict(part.counts),
        "note": note(part),
        "made_by": f"career-pathways {__version__}",
    }


def note(part: Part) -> str:
    """Where the progressions of a part come from, in a sentence."""
    return STATED if part.imported else INFERENCE


def rights(part: Part) -> str:
    """The licence of a part, and whom to name."""
    facts = about(part)
    return f"{facts['licence']}. {facts['attribution']}" if facts.get("attribution") else str(facts["licence"])


def identity(part: Part) -> str:
    """By what an edition is known besides its title: of an imported one its name, and when it was published."""
    edition = part.edition
    named = [f"called {edition['edition']}"] if part.imported else []
    dated = [f"published {edition['published']}"] if part.imported and edition["published"] else []
    return ", ".join([*named, *dated, f"SHA-256 {edition['id']}"])


def remarks(part: Part) -> tuple[str, ...]:
    """The same as lines of text for the head of a file, none of which holds a line end."""
    facts = about(part)
    counts = ", ".join(f"{number:,} {name}" for name, number in part.counts.items())
    chosen = "all of it" if facts["chosen"] == "all" else json.dumps(facts["chosen"], ensure_ascii=True)
    edition = json.dumps(facts["edition"]["title"], ensure_ascii=True)
    lines = (
        f"Edition: {edition}, {identity(part)}",
        f"Source: {facts['source']}",
        f"Licence: {facts['licence']}",
        *([f"Attribution: {facts['attribution']}"] if facts.get("attribution") else []),
        f"Chosen: {chosen}",
        f"Holds: {counts or 'nothing'}",
        f"Note: {facts['note']}",
        f"Made by: {facts['made_by']}",
    )
    return tuple(" ".join(line.split()) for line in lines)


def manifest(part: Part, form: str, files: tuple[WrittenFile, ...], *, spreadsheet_safe: bool = False) -> str:
    """The manifest of an export in this format: JSON, ending in a line end.

    `spreadsheet_safe`: whether text was changed for spreadsheets.
    """
    content = {
        "manifest_version": MANIFEST_VERSION,
        "format": form,
        "spreadsheet_safe": spreadsheet_safe,
        **about(part),
        "left_out": part.left_out,
        "files": [file._asdict() for file in files],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def source_of(edition: Mapping[str, Any]) -> str:
    """Where an edition comes from. In: the properties of its node."""
    return _SOURCE if edition["id"] == _packaged() else f"{edition['title']}, SHA-256 {edition['id']}"


def name_of(edition: Mapping[str, Any]) -> str:
    """What an edition is called in a sentence. In: the properties of its node."""
    return _NAME if edition["id"] == _packaged() else str(edition["title"])


def notice_of(edition: Mapping[str, Any]) -> str:
    """Which map it is, whose, and where its progressions come from: for the foot of a page. In: the same."""
    owner = "Crown copyright" if edition["id"] == _packaged() else f"licence: {licence_of(edition)}"
    named = [str(edition["attribution"]).rstrip(".")] if edition.get("attribution") else []
    return " ".join(f"{sentence}." for sentence in (f"From {name_of(edition)}, {owner}", *named)) + (
        f" {progressions_of(edition)}"
    )


def progressions_of(edition: Mapping[str, Any]) -> str:
    """Where the progressions of an edition come from, in a sentence or two. In: the same."""
    if edition["schema_version"] == IMPORT_VERSION:
        return STATED
    return f"{INFERENCE} None is advice of the government." if edition["id"] == _packaged() else INFERENCE


def licence_of(edition: Mapping[str, Any]) -> str:
    """The licence of an edition. In: the properties of its node."""
    stated: str | None = edition.get("licence")
    return stated or (_LICENCE if edition["id"] == _packaged() else _OTHER_LICENCE)


def published(edition: Mapping[str, Any]) -> str | None:
    """When an edition was published, as in "2017-12", where that is known. In: the properties of its node."""
    stated: str | None = edition.get("published")
    return stated or (PUBLISHED if edition["id"] == _packaged() else None)


@cache
def _packaged() -> str:
    """The id of the packaged document's edition."""
    return read_source().sha256
