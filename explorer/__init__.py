"""What people touch: the command line, and for notebooks `Explorer`, `choose`, `frame` and `drawn` (docs/python.md).

Imported when first used: the command line needs no data frames, and a data frame needs no drawing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from career_pathways.exports.picture.path_picture import Drawing, drawn

    from .explorer import Explorer
    from .frames import frame
    from .parts import choose

_HOMES = {
    "explorer": ("Explorer",),
    "parts": ("choose",),
    "career_pathways.exports.picture.path_picture": ("Drawing", "drawn"),
    "frames": ("frame",),
}

__all__ = ["Drawing", "Explorer", "choose", "drawn", "frame"]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home if home.startswith("career") else f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
