"""Own Cypher over HTTP: with the guard and the limits of everywhere, in a process of its own, two at a time."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from typing import Any, NamedTuple

from career_pathways.explorer.views.query import cypher_view
from career_pathways.explorer.views.view import MOST, View
from career_pathways.loader.errors import StoreError, WrongParameter
from career_pathways.loader.stores.own_process import answer_apart
from career_pathways.loader.stores.store import LIMIT, TIMEOUT, Result
from career_pathways.loader.words.near import shortened

from .served import State

AT_ONCE = 2
"""Processes at a time."""

LARGEST_BODY = 100_000
"""Bytes of what is posted."""


class Busy(StoreError):
    """As much Cypher as is answered at a time is being answered."""


class CypherQuestion(NamedTuple):
    """A statement, and how it is to be answered."""

    statement: str
    parameters: Mapping[str, Any] = {}
    limit: int = LIMIT
    """0: all rows."""
    timeout: float = TIMEOUT
    edition: str | None = None


def question_in(body: bytes) -> CypherQuestion:
    """What is posted: a JSON object of the fields of CypherQuestion. Raises WrongParameter."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WrongParameter("the body is no JSON.", 'Send an object, as in {"statement": "RETURN 1"}.') from error
    if not isinstance(given, dict):
        raise WrongParameter("the body is no JSON object.")
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


class OwnCypher:
    """Answers statements, AT_ONCE at a time."""

    def __init__(self, patience: float = 0) -> None:
        """None is being answered. `patience`: seconds that a statement waits for others to be."""
        self._free, self._patience = threading.BoundedSemaphore(AT_ONCE), patience

    def answer(self, state: State, question: CypherQuestion) -> View:
        """What a statement returns. Raises Busy, and what `answer_apart` does."""
        result = self.result(state, question)
        return cypher_view(question.statement, question.parameters, result)

    def result(self, state: State, question: CypherQuestion) -> Result:
        """The same as the store answers it. Raises UnknownName for an edition that the store has not, too."""
        state.hash(question.edition)
        if not self._free.acquire(timeout=self._patience):
            raise Busy(f"{AT_ONCE} statements are being answered, which is as many as there may be.", "Ask again soon.")
        try:
            return answer_apart(
                state.apart(),
                question.statement,
                question.parameters,
                edition=question.edition or state.wanted,
                timeout=question.timeout,
                limit=question.limit or None,
            )
        finally:
            self._free.release()
