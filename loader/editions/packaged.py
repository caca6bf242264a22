"""The editions that the package brings, and how a user names one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from career_pathways.loader.schema import DOCUMENT

PACKAGED: Mapping[str, Path | None] = {DOCUMENT: None, "2026": Path(__file__).parent / "2026.toml"}
"""By name: the mapping file of each, None for the packaged document."""


def source_named(text: str) -> Path:
    """What a user names as a source: an edition of the package by its name, else a file.

    A name goes before a file that is called the same: so a script does what it did wherever it is run. "./2026" is the
    file, and comes out in full, since a Path forgets that it was written so.
    """
    path = Path(text)
    return path.absolute() if str(path) in PACKAGED and text not in PACKAGED else path
