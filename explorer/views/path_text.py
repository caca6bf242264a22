"""A path as a text to read: where each occupation stands, why each step is one, where the document says so. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from career_pathways.loader.words.titles import named
from career_pathways.queries.rows.paths import Link, Path

from .wording import BAND_STYLES, BANDS, counted, reason, rise, sum_of_parts

_INDENT = 6
"""Columns left of a text: the mark of a column of the map, the number of a step."""


Reasons = Mapping[tuple[str, str], str]
"""Those that a what-if file gives, by the ids of the two ends."""


def paths_text(paths: Sequence[Path], given: Reasons, width: int, *, colour: bool, total: int) -> str:
    """Some paths of `total` one below the other, in lines of `width` columns."""
    texts = []
    for number, path in enumerate(paths, 1):
        heading = f"Path {number} of {total}: " if total > 1 else ""
        texts.append(_path_text(path, given, heading, width, colour))
    return "\n".join(texts)


def _path_text(path: Path, given: Reasons, heading: str, width: int, colour: bool) -> str:
    first, last = path.links[0], path.links[-1]
    lines = [
        _styled(f"{heading}{named(first.from_title, first.from_level)} → {named(last.title, last.level)}", colour),
        *_wrapped(f"{counted(path.steps, 'step')}, cost {path.cost}, {counted(path.crossings, 'crossing')}", "", width),
        "",
    ]
    step = 0
    for i, link in enumerate(path.links):
        before = path.links[i - 1] if i else None
        lines += _stop(link.from_title, link.from_level, link.from_column, link.from_route_name, width, colour)
        lines += _listings(before, link, width)
        step += link.basis is not None
        lines += _move(link, reason(link, given.get((link.from_id, link.id))), step, width)
    lines += _stop(last.title, last.level, last.column, last.route_name, width, colour)
    lines += _listings(last, None, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _stop(title: str, level: int | None, column: str, route: str, width: int, colour: bool) -> list[str]:
    mark = _styled(BANDS[column], colour, BAND_STYLES[BANDS[column]])
    name = named(title, level) if level else f"{title} (level not stated)"
    first, *rest = textwrap.wrap(f"{name}, {route}", max(width - _INDENT, 20))
    return [f"{mark}   {_styled(first, colour)}", *(f"{'':{_INDENT}}{_styled(line, colour)}" for line in rest)]


def _listings(before: Link | None, after: Link | None, width: int) -> list[str]:
    """Where the document lists an occupation of a path: in the cluster one comes to, and in that one goes on from."""
    found: list[tuple[str | None, str | None, int | None, str | None]] = []
    if before is not None:
        found.append((before.to_cluster_name, before.pathway_name, before.line, before.quote))
    if after is not None:
        found.append((after.from_cluster_name, after.pathway_name, after.from_line, after.from_quote))
    listed = [f for f in dict.fromkeys(found) if f[0] is not None] or found[:1]
    lines = []
    for cluster, pathway, line, quote in listed:
        where = "not in the document" if not line else f"line {line} of the document"
        said = f": “{quote}”" if quote else ""
        place = f"{cluster}, in the pathway {pathway}; " if cluster else ""
        lines += _wrapped(f"{place}{where}{said}", f"{'':{_INDENT}}", width)
    return lines


def _move(link: Link, why: str, step: int, width: int) -> list[str]:
    if link.basis is None:
        return ["  │", *_wrapped(why, "  ⇄   ", width, "  │   "), "  ▼"]
    numbers = f"related {sum_of_parts(link._asdict())}"
    words = f"; they share: {', '.join(link.shared_words)}" if link.shared_words else "; no word in common"
    return [
        "  │",
        *_wrapped(f"{rise(link)}: {why} ({link.basis}, cost {link.cost})", f"  {step}   ", width, "  │   "),
        *_wrapped(f"{numbers}{words}", "  │   ", width),
        "  ▼",
    ]


def _wrapped(text: str, start: str, width: int, then: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 30),
        initial_indent=start,
        subsequent_indent=start if then is None else then,
        break_on_hyphens=False,
    )


_STYLES = {"bold": 1, "cyan": 36, "magenta": 35, "yellow": 33}
"""The numbers that terminals know them by."""


def _styled(text: str, colour: bool, style: str = "bold") -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour else text
