"""Own Cypher of whoever asks a server: with the guard and limits of everywhere, in its own process, two at a time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, NamedTuple

from career_pathways.explorer.views.query import cypher_view
from career_pathways.explorer.views.view import View
from career_pathways.loader.errors import StoreError
from career_pathways.loader.stores.own_process import answer_apart
from career_pathways.loader.stores.store import LIMIT, TIMEOUT, Result

from .served import State

AT_ONCE = 2
"""Processes at a time."""


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


class OwnCypher:
    """Answers statements, AT_ONCE at a time."""

    def __init__(self, patience: float = 0) -> None:
        """None is being answered. `patience`: seconds that a statement waits for others to be."""
        self._free, self._patience = threading.BoundedSemaphore(AT_ONCE), patience

    def answer(self, state: State, question: CypherQuestion) -> View:
        """What a statement returns. Raises Busy, and what `answer_apart` does."""
        result = self.result(state, question)
        return cypher_view(question.statement, question.parameters, result, question.edition or state.wanted)

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
