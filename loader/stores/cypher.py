"""Cypher that is known to only read the graph."""

from __future__ import annotations


class ReadOnly(str):
    """A question that `Store.run` takes as it is: it has passed `checked_question`, or a test proves that it would.

    Only the project's own texts are made ReadOnly by hand; what comes from anywhere else stays a plain `str`.
    """

    __slots__ = ()
