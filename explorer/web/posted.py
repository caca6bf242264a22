"""Own Cypher as it is posted."""

from __future__ import annotations

import json

from career_pathways.explorer.serving.cypher import CypherQuestion
from career_pathways.explorer.views.view import MOST
from career_pathways.loader.errors import WrongParameter
from career_pathways.loader.stores.store import TIMEOUT
from career_pathways.loader.words.near import shortened

LARGEST_BODY = 100_000
"""Bytes of what is posted."""


def question_in(body: bytes) -> CypherQuestion:
    """What is posted: a JSON object of the fields of CypherQuestion. Raises WrongParameter."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WrongParameter("the body is not JSON.", 'Send an object, as in {"statement": "RETURN 1"}.') from error
    if not isinstance(given, dict):
        raise WrongParameter("the body is not a JSON object.")
    if unknown := sorted(given.keys() - set(CypherQuestion._fields)):
        raise WrongParameter(f"no {shortened(unknown[0])!r} in the body: {', '.join(CypherQuestion._fields)}.")
    found = CypherQuestion(**{"statement": "", **given})
    right = {
        "statement": isinstance(found.statement, str) and bool(found.statement.strip()),
        "parameters": isinstance(found.parameters, dict),
        "limit": type(found.limit) is int and 0 <= found.limit <= MOST,
        "timeout": type(found.timeout) in {int, float} and 0 < found.timeout <= TIMEOUT,
        "edition": found.edition is None or isinstance(found.edition, str),
    }
    if wrong := next((name for name, is_right in right.items() if not is_right), None):
        raise WrongParameter(f"{wrong}: {_WANTED[wrong]}.")
    return found


_WANTED = {
    "statement": "a text in Cypher is wanted",
    "parameters": "an object is wanted",
    "limit": f"a whole number from 0 (all rows) to {MOST:,} is wanted",
    "timeout": f"seconds are wanted, more than 0 and at most {TIMEOUT:g}",
    "edition": "the name of an edition is wanted",
}
