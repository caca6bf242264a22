"""Cypher that is known to only read the graph."""

from __future__ import annotations


class ReadOnly(str):
    """A question that `Store.run` takes as it is: it has passed `checked_question`, or a test proves that it would.

    Only the project's own texts are made ReadOnly by hand; what comes from anywhere else stays a plain `str`.
    """

    __slots__ = ()


def as_read_only(cypher: str) -> ReadOnly:
    """`cypher` itself where it is ReadOnly, else what `checked_question` gives. Raises RefusedQuery."""
    if isinstance(cypher, ReadOnly):
        return cypher
    from .read_only import checked_question  # noqa: PLC0415 -- a question of the library pays nothing for the guard

    return checked_question(cypher)
