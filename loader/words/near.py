"""Which known names are spelt like one that nobody knows: what every "Did you mean" offers."""

from __future__ import annotations

from collections.abc import Iterable


def near(name: str, known: Iterable[str], *, n: int = 3, cutoff: float = 0.6) -> list[str]:
    """The `n` nearest of the known names, the nearest first; none that is less alike than `cutoff` (0 to 1).

    >>> near("buthcer", ["baker", "butcher", "batcher"])
    ['butcher', 'batcher']
    """
    from difflib import get_close_matches  # noqa: PLC0415 -- 3 ms that only a name which nobody knows needs

    return get_close_matches(name, list(known), n=n, cutoff=cutoff)
