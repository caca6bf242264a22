"""What is read: the argument SOURCE."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from career_pathways.loader.editions.packaged import PACKAGED, source_named

from .options import FileName


class Source(FileName):
    """A document, a mapping file, or the name of an edition of the package."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As FileName does; what lies in the working folder under the name of an edition is not looked at."""
        if not isinstance(value, str) or value in PACKAGED:
            return Path(value)
        super().convert(value, param, ctx)
        return source_named(value)


source_argument = click.argument("source", required=False, type=Source(dir_okay=False))
"""The command takes it as `source`, a Path; None for the packaged document."""
