"""Questions by name and in Cypher as views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.stores.editions import all_asked
from career_pathways.loader.stores.store import LIMIT, TIMEOUT, Result
from career_pathways.queries.library import Query

from .view import RANKED, View, cut_note, inference, readable, view_of

if TYPE_CHECKING:
    from .screen import Screen


def query_view(
    explorer: Explorer,
    name: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    in_route: str | None = None,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
) -> View:
    """The answer to a named question; `limit` 0: all rows. Raises what Explorer.ask does."""
    answer = explorer.ask(name, parameters, in_route=in_route, timeout=timeout, limit=limit or None)
    note = inference(explorer) + (f" {RANKED}" if "relatedness" in answer.columns else "")
    inferred = answer.rows and answer.query and "PROGRESSES_TO" in answer.query.text
    return view_of(answer, readable(answer.columns), notes=(note,) if inferred else ())


def cypher_view(cypher: str, parameters: Mapping[str, Any], result: Result, edition: str | None) -> View:
    """What a statement of one's own returned; `edition`: see `Store.wanted`."""
    return View(
        question="cypher",
        rows=result.records(),
        columns=result.columns,
        cypher=cypher,
        parameters=parameters,
        truncated=result.truncated,
        notes=(
            *all_asked(cypher, result.editions, edition),
            *cut_note(len(result.rows), None if result.truncated else len(result.rows)),
        ),
    )


def questions_view(known: Sequence[Query]) -> View:
    """The named questions, and what each takes."""
    columns = ("name", "title", "about", "parameters")
    rows = [
        {column: getattr(q, column) for column in columns}
        | {"parameters": tuple(f"{p.name}{'?' if p.optional else ''}" for p in q.parameters)}
        for q in known
    ]
    shown = {"name": "name", "parameters": "parameters", "about": "about"}

    def text(screen: Screen) -> list[str]:
        lines: list[str] = []
        for row in rows:
            takes = "".join(f"  {parameter}" for parameter in row["parameters"])
            lines += [*screen.wrapped(f"{row['name']}{takes}", then="    "), *screen.wrapped(row["about"], "  ")]
        return lines

    legend = "After its name stands what a question takes, and what ends in ? may be left out."
    return View(question="questions", rows=rows, columns=columns, shown=shown, text=text, legend=legend)
