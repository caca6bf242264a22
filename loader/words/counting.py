"""How many there are of something, as it is written."""

from __future__ import annotations


def counted(count: int, what: str) -> str:
    """A number of things.

    >>> counted(1, "step"), counted(0, "crossing"), counted(2000, "row")
    ('1 step', 'no crossings', '2,000 rows')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}" if count else f"no {what}s"
