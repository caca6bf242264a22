"""How the time that something takes grows with what it is given."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")

TWICE = 2.5
"""What twice as much may take at most, as a multiple: 2 where the work is linear, 4 where it is quadratic."""


def growth(act: Callable[[Given], object], once: Given, twice: Given) -> float:
    """How many times longer `act` takes for `twice` than for `once`: processor time, the best of up to five rounds.

    The rounds alternate and end as soon as the growth is less than TWICE: only chance makes anything take longer.
    """
    best = [float("inf")] * 2
    for _ in range(5):
        for i, given in enumerate((once, twice)):
            gc.disable()
            begin = time.process_time()
            try:
                act(given)
            finally:
                gc.enable()
            best[i] = min(best[i], time.process_time() - begin)
        if best[1] < TWICE * best[0]:
            break
    return best[1] / best[0]
