"""How a figure that has a limit is told."""

from __future__ import annotations


def held(what: str, measured: float, unit: str, allowed: float) -> bool:
    """Print the figure and whether it keeps its limit; the answer is whether it does."""
    print(f"{what}: {measured:.2f} {unit} (at most {allowed:g}){'' if measured <= allowed else ' MISSED'}", flush=True)
    return measured <= allowed
