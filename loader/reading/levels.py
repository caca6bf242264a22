"""What a bracket behind a title is: a level, a degree, a level that cannot be read, or a part of the title.

1. DEGREE    it says "degree" or "masters level"; the level in the same bracket, if there is one, is stated
2. LEVEL     it holds one digit of any script, 1 to 8, with "level" or "L" before it at times
3. UNREAD    it states a level, and not which one: "(2/3)", "(2-3)", "(Level 2 and 3)", "(9)", "(entry level)",
             "(NVQ level 3)" (no level of this scale); a level is nothing to be guessed
4. BRACKET   all else belongs to the title; where it may be a level, "(Z)", "(12)", "(II)" or "(two)", it is doubtful
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from career_pathways.loader.source import Span

OPEN, CLOSE = r"(\[{（［｛", r")\]}）］｝"
"""Brackets, as they are written in a class of characters."""

LOWEST, HIGHEST = 1, 8
"""The levels of the English frameworks of qualifications above entry level."""

_DEGREE = re.compile(r"\b(?:degree|masters? level)\b", re.IGNORECASE)
_LEVEL = re.compile(r"(?:(?:(?i:levels?|lvl)|L)[\s:.–-]*|[\s:.]*)\d ?\.?")
_SAYS_LEVEL = re.compile(
    r"\blevels?\W{0,3}(?:\d|(?:one|two|three|four|five|six|seven|eight)\b)|^entry[ -]level\b"
    r"|^levels?\W{0,3}(?:tba|tbc|to be \w+|not known|unknown|n/?a|)$",
    re.IGNORECASE,
)
_ONLY_DIGITS = re.compile(r"(?:[Ll]?(?<!\d)\d(?!\d)|\b(?:and|or|to)\b|[^\w:])+")
_MISREAD = re.compile(r"[GIOSZilosz|?]|[Il|]\d|\d{2}|I{2,3}|IV|VI{0,2}|(?i:two|three|four|five|six|seven)")


@dataclass(frozen=True, slots=True)
class UnreadLevel:
    """What states a level, or may state one, and was not read."""

    title: str
    """The occupation that it belongs to."""
    span: Span


def level_in(text: str) -> int | None:
    """The one level that a mark states; None where it states none, or several.

    >>> [level_in(text) for text in ("(2)", "(level: 3)", "(L4)", "(６)", "5)", "(6 degree)", "(2/3)", "(9)")]
    [2, 3, 4, 6, 5, 6, None, None]
    """
    digits = {int(digit) for digit in re.findall(r"\d", text)}
    return digits.pop() if len(digits) == 1 and LOWEST <= min(digits) <= HIGHEST else None


def bracket_kind(text: str) -> str:
    """What a bracket is: `degree`, `level`, `unread` or `bracket`.

    >>> [bracket_kind(text) for text in ("(masters level)", "[2]", "(2-3)", "(entry level)", "(red meat)", "(16-18)")]
    ['degree', 'level', 'unread', 'unread', 'bracket', 'bracket']
    """
    inside = " ".join(text[1:-1].split()).strip(OPEN + CLOSE + " ")
    if _DEGREE.search(inside):  # Rule 1
        return "degree"
    if _LEVEL.fullmatch(inside):  # Rule 2
        return "unread" if level_in(inside) is None else "level"
    if _SAYS_LEVEL.search(inside):  # Rule 3
        return "unread"
    digits = re.findall(r"\d", inside)
    if digits and _ONLY_DIGITS.fullmatch(inside) and (len(digits) == 1 or len(set(digits)) > 1):
        return "unread"
    others = any(char.isnumeric() and not char.isdecimal() for char in inside)  # "(²)", "(②)", "(Ⅱ)"
    return "unread" if others and all(char.isnumeric() or not char.isalnum() for char in inside) else "bracket"


def is_doubtful(text: str) -> bool:
    """Whether a bracket that stays in its title may be a level that was misread, or is written otherwise.

    >>> [is_doubtful(text) for text in ("(Z)", "(12)", "(II)", "(two)", "(NHS)", "(C1)")]
    [True, True, True, True, False, False]
    """
    return _MISREAD.fullmatch(" ".join(text[1:-1].split())) is not None
