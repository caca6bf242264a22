"""What each of many occupations can progress to: a row for each step, and for each name that has none and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

from career_pathways.explorer.explorer import Explorer, of_one_edition
from career_pathways.explorer.given_names import GivenName
from career_pathways.loader.errors import AmbiguousName, PathwaysError, UnknownName, UnreadableSource
from career_pathways.loader.words.counting import counted
from career_pathways.loader.words.near import shortened
from career_pathways.queries.answers import Note
from career_pathways.queries.rows.occupations import Occupation

from .occupations import next_columns, next_view
from .screen import Screen
from .table import to_terminal
from .view import NEAREST_FIRST, ORDERS, Stream, View

_KEPT = 200
"""Answers that are kept for names that come again: many people have the same job."""

_LONGEST = 1_000
"""Characters of a name that is looked up: far more than any title has."""

_NAMED = 10
"""Lines that a note names."""

_SHOWN = {"given": "given", "from_title": "taken as", "title": "progresses to", "level": "level", "reason": "why"}
_SHOWN |= {"problem": "problem"}
_SHOWN_AHEAD = {("via" if column == "reason" else column): heading for column, heading in _SHOWN.items()}
"""What a batch shows as a table, and several steps ahead."""


class _Answered(NamedTuple):
    """What a name was taken to mean, and the answer; or why there is none."""

    about: Occupation | None
    view: View | None
    error: PathwaysError | None


def batch_view(
    explorer: Explorer, names: Iterable[GivenName], heard: Callable[[int, int], None], steps: int = 1, **wishes: Any
) -> View:
    """What each of some occupations can progress to, found while it is written; `wishes`: those of next_view.

    `line` and `given` say which name a row is of, `from_id` and the like what it was taken to mean. A name that was not
    understood, or for which there is no step, has one row, whose `problem` says why, with the `candidates` that may be
    meant. `heard` is told after each name how many there were, and how many of them were understood. Raises what
    Explorer.route does.
    """
    _check_routes(explorer, wishes.get("in_route"), wishes.get("route"))
    of_from = tuple(f"from_{field}" for field in ("id", "title", "level", "route_name"))
    columns = ("line", "given", *of_from, *next_columns(explorer, steps), "problem", "candidates")
    counts = {"names": 0, "understood": 0, "without": 0, "cut": 0}
    unclear: list[int] = []
    failures: list[PathwaysError] = []

    @lru_cache(maxsize=_KEPT)
    def answered(text: str) -> _Answered:
        try:
            view = of_one_edition(partial(_next, explorer, text, steps=steps, **wishes))
        except (UnknownName, AmbiguousName) as error:
            return _Answered(None, None, error)
        return _Answered(explorer.names.occupation(view.parameters["id"]), view, None)

    def answers() -> Iterator[tuple[GivenName, _Answered]]:
        for name in _until_a_fault(names, failures):
            answer = answered(name.text)
            counts["names"] += 1
            if answer.error:
                unclear.append(name.line)
            counts["understood"] += not answer.error
            counts["without"] += answer.view is not None and not answer.view.rows
            counts["cut"] += answer.view is not None and answer.view.truncated
            yield name, answer
            heard(counts["names"], counts["understood"])

    def rows() -> Iterator[dict[str, Any]]:
        for name, answer in answers():
            for found in _rows(answer):
                row = {"line": name.line, "given": shortened(name.text), **found}
                yield {column: row.get(column, () if column == "candidates" else None) for column in columns}

    def text(screen: Screen) -> list[str]:
        return [line for name, answer in answers() for line in (*_block(name, answer, screen), "")][:-1]

    def ended() -> View:
        order = NEAREST_FIRST if steps > 1 else ORDERS["move" if explorer.imported is None else "basis"]
        notes = tuple(_notes(counts, unclear, order))
        return view._replace(notes=notes, truncated=counts["cut"] > 0, failure=_failure(failures, counts))

    view = View(
        question="next-steps",
        rows=(),
        columns=columns,
        shown=_SHOWN if steps == 1 else _SHOWN_AHEAD,
        text=text,
        parameters={"steps": steps, **{name: value for name, value in wishes.items() if value}},
    )
    return view._replace(stream=Stream(rows(), ended))


def _check_routes(explorer: Explorer, *routes: str | None) -> None:
    """Raises UnknownName and AmbiguousName for a wish, which would else be told of each name."""
    for route in routes:
        if route is not None:
            explorer.route(route)


def _until_a_fault(names: Iterable[GivenName], failures: list[PathwaysError]) -> Iterator[GivenName]:
    """The names that can be read; what is wrong with the next one is kept, and told when the others are answered."""
    try:
        yield from names
    except UnreadableSource as failure:
        failures.append(failure)


def _failure(failures: list[PathwaysError], counts: Mapping[str, int]) -> PathwaysError | None:
    """Why the whole counts as not answered: names that could not be read, or none that was understood."""
    if failures or counts["understood"] or not counts["names"]:
        return next(iter(failures), None)
    none = "the name was not" if counts["names"] == 1 else f"not one of {counts['names']:,} names was"
    return UnknownName(f"{none} understood.", "The answer says why.")


def _next(explorer: Explorer, text: str, **wishes: Any) -> View:
    """Raises UnknownName and AmbiguousName."""
    if not text:
        raise UnknownName("the name is empty.")
    if len(text) > _LONGEST:
        raise UnknownName(f"{len(text):,} characters are too long for a name.")
    return next_view(explorer, text, **wishes)


def _rows(answer: _Answered) -> Iterator[dict[str, Any]]:
    """The rows of a name, one at least."""
    about = {f"from_{field}": value for field, value in answer.about._asdict().items()} if answer.about else {}
    if answer.error:
        yield {"problem": answer.error.fact, "candidates": answer.error.candidates}
    elif answer.view and answer.view.rows:
        yield from ({**row, **about} for row in answer.view.rows)
    elif answer.view:
        why = answer.view.notes[-1]
        yield {**about, "problem": why if isinstance(why, str) else f"{why.fact.removesuffix(':')}."}


def _block(name: GivenName, answer: _Answered, screen: Screen) -> Iterator[str]:
    """A name with its table, or with why there is none."""
    yield from map(screen.styled, screen.wrapped(f"line {name.line}: {shortened(name.text)}".rstrip()))
    if answer.view:
        yield from to_terminal(answer.view, screen).splitlines()
    elif answer.error:
        yield from screen.wrapped(answer.error.fact, "  ")
        for line in str(answer.error.data.get("listed", "")).split("\n"):
            yield from screen.wrapped(line.strip(), "  ", "    ") if line else ()


def _notes(counts: Mapping[str, int], unclear: list[int], order: str) -> Iterator[str]:
    """The order of the steps, how many names there were, and which were not understood."""
    if counts["understood"] > counts["without"]:
        yield order
    of_names = f"{counted(counts['names'], 'name')}: {counts['understood']:,} understood"
    yield f"{of_names}, {counts['without']:,} of them without a step; {len(unclear):,} not understood."
    if counts["cut"]:
        yield Note(f"For {counts['cut']:,} of them not all steps are shown;", "{all_rows} shows all.")
    if unclear:
        more = f" and {len(unclear) - _NAMED:,} more" if len(unclear) > _NAMED else ""
        yield Note(
            f"Not understood: line{'s' * (len(unclear) > 1)} {', '.join(map(str, unclear[:_NAMED]))}{more}.",
            "The answer says why, and what may be meant.",
        )
