"""A part of an expression that has been read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from . import STOP
from .functions import GUARDS
from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Operand:
    """What has been read of an expression: its kind and its place in the question."""

    kind: Kind
    start: int
    end: int
    aggregate: bool = False
    """Whether a function of many rows is in it."""
    variables: tuple[str, ...] = ()
    """The variables, and the properties of variables, that stand in it outside such functions, as they are written."""
    literal: Any = None
    """Its value, where it is written out as a number or a text."""
    level: int = 0
    """How loosely its outermost operator binds: 0 none, 1 arithmetic, 2 a test such as IN, 3 a comparison or looser."""


def joined(*parts: Operand, kind: Kind, start: int, end: int, level: int = 0) -> Operand:
    """The operand that these parts make."""
    return Operand(
        kind,
        start,
        end,
        any(part.aggregate for part in parts),
        tuple(name for part in parts for name in part.variables),
        level=level,
    )


def guarded(text: str, guard: str) -> str:
    """Cypher with the value of `text`, which stops the embedded store where the value is one that `guard` names."""
    condition, reason = GUARDS[guard]
    return f"[v IN [{text}] | CASE WHEN {condition} THEN date('{STOP}{reason}') ELSE v END][0]"


def without(operand: Operand, *names: str) -> Operand:
    """It without the variables that it has made for itself."""
    kept = tuple(v for v in operand.variables if re.split(r"\W", v.strip("`"), maxsplit=1)[0] not in names)
    return Operand(operand.kind, operand.start, operand.end, operand.aggregate, kept, level=operand.level)
