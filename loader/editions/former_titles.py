"""What standards were called before, by number: former_titles.tsv, whose sources former_titles.md names."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple

from .listed import Listed, folded_title

_CODE = "OCC"
_NUMBER = "ST"


class FormerTitle(NamedTuple):
    """A title that a standard once had."""

    code: str
    """What an edition of today has for the number: "OCC0499" is ST0499."""
    year: int
    """Of the first list that has it."""
    level: int | None
    title: str


def former_titles() -> tuple[FormerTitle, ...]:
    """Those that ship with the package, by number, then the earliest first."""
    text = (files("career_pathways.loader.editions") / "former_titles.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return tuple(
        FormerTitle(number.replace(_NUMBER, _CODE), int(year), int(level) if level else None, title)
        for number, year, level, title in rows
    )


def by_title(titles: Iterable[FormerTitle]) -> dict[str, list[FormerTitle]]:
    """The former titles that each folded title stands for, the earliest first."""
    found: dict[str, list[FormerTitle]] = {}
    for former in sorted(titles, key=lambda former: (former.year, former.code)):
        found.setdefault(folded_title(former.title), []).append(former)
    return found


def as_listed(former: FormerTitle) -> Listed:
    """A former title as an occupation, to compare its level."""
    return Listed(former.code, former.title, former.level, code=former.code)
