"""Paths as a view: a row for each relationship, and a text that says why each is one and where the document says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path as File
from textwrap import wrap
from typing import Any, Unpack

from career_pathways.explorer.explorer import Explorer, PathWishes
from career_pathways.loader.errors import NoPathway, UnknownName
from career_pathways.loader.words.titles import named
from career_pathways.queries.rows.paths import Link, Path, Paths

from .view import RANKED, Note, View, cut_note
from .what_if import notes_on
from .wording import BAND_STYLES, BANDS, COLUMNS, MADE_OF, PARTS, counted

_MORE = "There are more ways than these; a higher number of alternatives shows them."

_NUMBERS = (
    "Cost: 1 for the next level of a cluster or the next column in the row, 2 for other steps. A crossing costs "
    "nothing, but counts as one relationship where paths are compared by steps."
)

_DOCUMENT = "Lines are those of the document that the store was built from: {see_occupation} quotes all of one."


def path_view(
    explorer: Explorer, origin: str, destination: str, *, changes: File | None = None, **wishes: Unpack[PathWishes]
) -> View:
    """Paths from one occupation to another, as `Explorer.paths` finds them and with what that raises.

    `changes`: a what-if file, for the paths on the changed map and what the best one is without the changes.
    """
    if changes is None:
        return _view(explorer.paths(origin, destination, **wishes))
    return _what_if(explorer, origin, destination, changes, wishes)


def _view(found: Paths, because: Mapping[tuple[str, str], str] | None = None) -> View:
    """`because`: the reasons of progressions that a what-if file adds, by the ids of their ends."""
    given = because or {}
    total = found.total or len(found.paths)
    rows = [
        {"path": number, **link._asdict(), "reason": _reason(link, given.get((link.from_id, link.id)))}
        for number, path in enumerate(found.paths, 1)
        for link in path.links
    ]

    def text(width: int, colour: bool) -> str:
        return "\n".join(
            _path_text(path, given, f"Path {number} of {total}: " if total > 1 else "", width, colour)
            for number, path in enumerate(found.paths, 1)
        )

    return View(
        question="shortest-path",
        rows=rows,
        columns=("path", *Link._fields, "reason"),
        text=text,
        cypher=found.query.text if found.query else None,
        parameters=found.parameters,
        truncated=found.total != len(found.paths),
        notes=(RANKED, *(cut_note(len(found.paths), found.total) if found.total else (_MORE,))),
        legend="\n".join([COLUMNS, MADE_OF, _NUMBERS, _DOCUMENT]),
    )


def _what_if(explorer: Explorer, origin: str, destination: str, changes: File, wishes: PathWishes) -> View:
    """Raises WhatIfError, and NoPathway where the changed map has none, with what the map as it is has."""
    changed = explorer.what_if(changes)
    ends = [changed.occupation(name, prefer=wishes.get("route")).id for name in (origin, destination)]
    because = {(p.from_id, p.id): p.because for p in changed.differences.progressions if p.because}
    try:
        after = _view(changed.paths(*ends, **wishes), because)
    except NoPathway as error:
        without = _unchanged(explorer, ends, wishes, "it")
        note, advice = (without, "") if isinstance(without, str) else (without.fact, f" {without.advice}")
        data = error.data | {"without": note, "changes": str(changes)}
        raise NoPathway(f"with {changes.name}, {error.fact}", f"{error.cure}\n{{without}}{advice}", **data) from error
    return after._replace(
        cypher=None,
        parameters={**after.parameters, "with": changes.name},
        notes=(
            *after.notes,
            _unchanged(explorer, ends, wishes, changes.name),
            *notes_on(changed.differences),
        ),
    )


def _unchanged(explorer: Explorer, ends: Sequence[str], wishes: PathWishes, changes: str) -> str | Note:
    """What the map as it is answers, in a line."""
    without = f"Without {changes}:"
    if strangers := [id_ for id_ in ends if not explorer.names.occupation(id_)]:
        return f"{without} the map has no {' and no '.join(strangers)}."
    try:
        path = explorer.paths(*ends, **wishes).paths[0]
    except NoPathway as error:
        return f"{without} {error.fact.partition(chr(10))[0]}."
    except UnknownName:
        return Note(f"{without} the map has not all that", "{via} and {avoid} name.")
    stops = " → ".join([path.links[0].from_title, *(link.title for link in path.links)])
    return f"{without} {stops}, of {counted(path.steps, 'step')} and cost {path.cost}."


_INDENT = " " * 6
"""Columns left of a text: the mark of a column of the map, the number of a step."""


def _path_text(path: Path, given: Mapping[tuple[str, str], str], heading: str, width: int, colour: bool) -> str:
    first, last = path.links[0], path.links[-1]
    lines = [
        _styled(f"{heading}{named(first.from_title, first.from_level)} → {named(last.title, last.level)}", colour),
        *_wrapped(f"{counted(path.steps, 'step')}, cost {path.cost}, {counted(path.crossings, 'crossing')}", "", width),
        "",
    ]
    step = 0
    for before, link in zip((None, *path.links), path.links, strict=False):
        lines += _stop(link.from_title, link.from_level, link.from_column, link.from_route_name, width, colour)
        lines += _listings(before, link, width)
        step += link.basis is not None
        lines += _move(link, _reason(link, given.get((link.from_id, link.id))), step, width)
    lines += _stop(last.title, last.level, last.column, last.route_name, width, colour)
    lines += _listings(last, None, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _stop(title: str, level: int | None, column: str, route: str, width: int, colour: bool) -> list[str]:
    mark = _styled(BANDS[column], colour, BAND_STYLES[BANDS[column]])
    name = named(title, level) if level else f"{title} (level not stated)"
    lines = _wrapped(f"{name}, {route}", _INDENT, width, break_on_hyphens=True)
    return [
        f"{_INDENT if i else f'{mark}   '}{_styled(line.removeprefix(_INDENT), colour)}" for i, line in enumerate(lines)
    ]


def _listings(before: Link | None, after: Link | None, width: int) -> list[str]:
    """Where the document lists an occupation of a path: in the cluster one comes to, and in that one goes on from."""
    found = [(b.to_cluster_name, b.pathway_name, b.line, b.quote) for b in [before] if b]
    found += [(a.from_cluster_name, a.pathway_name, a.from_line, a.from_quote) for a in [after] if a]
    listed = [f for f in dict.fromkeys(found) if f[0] is not None] or found[:1]
    lines = []
    for cluster, pathway, line, quote in listed:
        where = "not in the document" if not line else f"line {line} of the document"
        said = f": “{quote}”" if quote else ""
        place = f"{cluster}, in the pathway {pathway}; " if cluster else ""
        lines += _wrapped(f"{place}{where}{said}", _INDENT, width)
    return lines


def _move(link: Link, why: str, step: int, width: int) -> list[str]:
    if link.basis is None:
        return ["  │", *_wrapped(why, "  ⇄   ", width, "  │   "), "  ▼"]
    numbers = f"related {_sum_of_parts(link._asdict())}"
    words = f"; they share: {', '.join(link.shared_words)}" if link.shared_words else "; no word in common"
    return [
        "  │",
        *_wrapped(f"{_rise(link)}: {why} ({link.basis}, cost {link.cost})", f"  {step}   ", width, "  │   "),
        *_wrapped(f"{numbers}{words}", "  │   ", width),
        "  ▼",
    ]


def _wrapped(
    text: str, start: str, width: int, then: str | None = None, *, break_on_hyphens: bool = False
) -> list[str]:
    indent = start if then is None else then
    return wrap(text, max(width, 30), initial_indent=start, subsequent_indent=indent, break_on_hyphens=break_on_hyphens)


_STYLES = {"bold": 1, "cyan": 36, "magenta": 35, "yellow": 33}
"""The numbers that terminals know them by."""


def _styled(text: str, colour: bool, style: str = "bold") -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour else text


def _sum_of_parts(row: Mapping[str, Any]) -> str:
    """Relatedness as the sum that it is, exactly.

    >>> _sum_of_parts({"relatedness": 0.31, "by_title": 0.21, "by_basis": 0.1} | dict.fromkeys(list(PARTS)[1:4], 0.0))
    '0.3100 = title .2100 + basis .1000'
    """
    terms = [f"{name} {row[part]:.4f}".replace(" 0.", " .") for part, name in PARTS.items() if row[part]]
    return f"{row['relatedness']:.4f} = {' + '.join(terms) or 'nothing'}"


def _reason(link: Link, because: str | None = None) -> str:
    """Why a relationship of a path is one, in words; `because`: the reason that a what-if file gives."""
    if link.basis is None:
        same = "the same title" if link.match == "same_title" else "a title that differs by a slip of the pen"
        return f"the same occupation in another route, {link.route_name}: {same}; a crossing is free"
    here, there = link.from_cluster_name, link.to_cluster_name
    return {
        "within_cluster": f"the next level stated in the cluster {here}",
        "same_row": f"the cluster {there} stands in the next column, in the row of {here}",
        "skips_column": f"nothing stands in the next column; the cluster {there} is in the one after it",
        "same_pathway": f"the cluster {there} stands in the next column of the pathway, in another row than {here}",
        "what_if": f"what if: {because or 'a progression of your own'}",
    }[link.basis]


def _rise(link: Link) -> str:
    """How the level changes, in words."""
    if link.level_gap is None:
        columns = f"{link.from_column.replace('_', ' ')} to {link.column.replace('_', ' ')} column"
        return f"{columns}, by how many levels is not stated"
    if link.level_gap < 1:
        return "no level up" if link.level_gap == 0 else f"down {counted(-link.level_gap, 'level')}"
    return f"up {counted(link.level_gap, 'level')}"
