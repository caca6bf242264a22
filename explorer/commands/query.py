"""`pathways query`: questions by name and in Cypher. Arguments in, one call, rendered out."""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import Any

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.query import cypher_view, query_view, questions_view
from career_pathways.explorer.views.view import View
from career_pathways.loader.stores.own_process import answer_apart
from career_pathways.loader.stores.store import LIMIT, TIMEOUT
from career_pathways.queries.library import queries

from .options import Seconds, answers, built, in_option, limit_option, open_map, parameter, store_option, view_of_names

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
"""What is passed to a question of one's own as an integer; anything else is text."""


_LARGEST = 400_000
"""Bytes of a statement from standard input: the guard takes a quarter as many characters."""


def _statement(_: click.Context, __: click.Parameter, cypher: str | None) -> str | None:
    """The statement of --cypher, from standard input where it is "-"."""
    if cypher != "-":
        return cypher
    if sys.stdin is None:
        raise click.UsageError("--cypher - reads from standard input, which is closed.")
    text = sys.stdin.buffer.read(_LARGEST + 1)
    if len(text) > _LARGEST:
        raise click.UsageError(f"--cypher -: more than {_LARGEST:,} bytes on standard input.")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError("--cypher -: standard input is not text in UTF-8.") from error


@click.command()
@click.argument("name", required=False)
@click.option("-p", "given", metavar="KEY=VALUE", multiple=True, help="A parameter of the question; may be repeated.")
@in_option
@click.option(
    "--cypher",
    metavar="STATEMENT",
    callback=_statement,
    help="Your own Cypher, which may only read; - reads it from standard input.",
)
@click.option(
    "--timeout",
    type=Seconds(0.001, 3600),
    metavar="SECONDS",
    default=TIMEOUT,
    show_default=True,
    help="How long the answer may take.",
)
@limit_option(LIMIT, "At most this many rows")
@store_option
@answers
def query(
    name: str | None,
    given: tuple[str, ...],
    in_route: str | None,
    cypher: str | None,
    timeout: float,
    limit: int,
    store: Address,
) -> View:
    """Ask a named question, or your own in Cypher.

    Without either, it lists the questions.

    \b
    Examples:
      pathways query dead-ends -p route=construction
      pathways query --cypher 'MATCH (r:Route) RETURN r.name AS name'
    """
    parameters: dict[str, Any] = {}
    for key, value in map(parameter, given):
        if key in parameters:
            raise click.UsageError(f"-p {key}= is given twice.")
        parameters[key] = value
    if name and cypher:
        raise click.UsageError("Ask either a named question or your own with --cypher, not both.")
    if in_route is not None and name is None:
        raise click.UsageError("--in belongs to a named question. Name one; `pathways query` lists them.")
    if cypher is None and name is None:
        if parameters:
            raise click.UsageError("-p belongs to a question. Name one; `pathways query` lists them.")
        return questions_view(queries())
    if cypher is None:
        question = partial(
            query_view, name=str(name), parameters=parameters, in_route=in_route, timeout=timeout, limit=limit
        )
        return view_of_names(open_map(store), question)
    parameters = {key: int(value) if _WHOLE.fullmatch(value) else value for key, value in parameters.items()}
    result = answer_apart(
        built(store), cypher, parameters, edition=store.edition_named, timeout=timeout, limit=limit or None
    )
    return cypher_view(cypher, parameters, result, store.edition_named)
