"""Words of one trade that share no stem; trades.txt lists them, and says what they are."""

from __future__ import annotations

from importlib.resources import files

_TEXT = (files("career_pathways.loader.words") / "trades.txt").read_text("utf-8")

FAMILIES = tuple(tuple(line.split()) for line in _TEXT.splitlines() if line and not line.startswith("#"))
"""Words of one trade each."""
