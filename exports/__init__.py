"""The map, or a part of it, for other tools: as files, as a networkx graph, as data frames (docs/exports.md).

Imported when first used: most formats bring a library that the others do without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from career_pathways.exports.formats.data_frames import Frames, frames

    from .files import export
    from .part import Part, graph_of

_HOMES = {"files": ("export",), "formats.data_frames": ("Frames", "frames"), "part": ("Part", "graph_of")}

__all__ = ["Frames", "Part", "export", "frames", "graph_of"]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
