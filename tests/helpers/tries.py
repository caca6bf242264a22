"""How much a test tries: a tenth of it by default, all with HYPOTHESIS_PROFILE=soak, as `make soak` runs every test."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import TypeVar

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")

SHARE = {"quick": 10, "soak": 1}[PROFILE]
"""One of so many is tried."""

T = TypeVar("T")


def tries(number: int, *, fewest: int = 5) -> int:
    """How many of so many examples, seeds or pairs are tried: a tenth, and so many at least."""
    return max(number // SHARE, min(number, fewest))


def some(things: Sequence[T], *, fewest: int = 5) -> list[T]:
    """As many of these, in their order: others in each run, the same with the same --randomly-seed."""
    return [things[at] for at in sorted(random.sample(range(len(things)), tries(len(things), fewest=fewest)))]
