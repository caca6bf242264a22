"""How the time that something takes grows with what it is given."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from itertools import count
from typing import TypeVar

Given = TypeVar("Given")

TWICE = 2.5
"""What twice as much may take at most, as a multiple: 2 where the work is linear, 4 where it is quadratic."""


def growth(act: Callable[[Given], object], once: Given, more: Given, *, doublings: int = 1) -> float:
    """How many times longer `act` takes for twice as much: processor time, the best of up to seven rounds and more.

    `more` is `once` doubled so many times, and the growth is that of each doubling: the more of them, the less weighs
    what else the machine does. The rounds alternate, and end as soon as the growth is less than TWICE: only chance
    makes anything take longer, and what takes a millisecond is tried for half a second.
    """
    best, until = [float("inf")] * 2, time.process_time() + 0.5
    for tried in count(1):
        for i, given in enumerate((once, more)):
            gc.disable()
            begin = time.process_time()
            try:
                act(given)
            finally:
                gc.enable()
            best[i] = min(best[i], time.process_time() - begin)
        if best[1] < TWICE**doublings * best[0] or (tried >= 7 and time.process_time() > until):
            break
    return (best[1] / best[0]) ** (1 / doublings)
