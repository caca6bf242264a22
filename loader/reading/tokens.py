"""The lines of a cluster as words, each with the marks that follow it.

    lines      = entry*
    entry      = title mark* [COLON] specialism*
    mark       = LEVEL | DEGREE | UNREAD
    title      = word+            specialism = word+
    LEVEL      = "(" DIGIT ")"    levels.py has all its forms; with either bracket, or both, lost at times, and "level"
                                  or "L" before the digit; with both lost it is one after a role noun or before a colon
    DEGREE     = "(" … "degree" | "masters level" ")"      with a level in the same bracket at times
    UNREAD     = "(" DIGIT "/" DIGIT ")"                   and whatever else states a level, and not which
    COLON      = ":" | ";"        lost at times; a ";" before the only level of its line, at its end, is a COMMA
    COMMA      = ","              at the end of a word; ends nothing, but where a cut is made it is no part of a title
    word       = anything else; brackets that are no mark are one word of the title before them, unless both that and
                 the line that they begin end with a level; a bracket right before a "<", a ">" or a quote is no mark:
                 "alert(1)</b>"

A mark or a colon ends its title, so between two of them are n words, to be cut into 1 to n items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import category

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText
from career_pathways.loader.words.roles import is_role

from .coverage import Claim, Owner
from .levels import CLOSE, OPEN, bracket_kind, level_in
from .markup import Line

_AGAIN = r"(?:\s*(?:/|-|–|&|,|to|and|or)\s*\d)+"
"""More levels, as in "Level 2 and 3"."""
_NEXT = r"(?=\s*(?:[:;]|$)|\s+[A-Z])"
"""What follows a level that lost a bracket: a colon, the end, or the next item."""

_TOKEN = re.compile(
    rf"""
      (?P<bracket> [{OPEN}]{{2}} [^{OPEN}{CLOSE}]*+ [{CLOSE}]{{2}} | [{OPEN}] [^{OPEN}{CLOSE}]*+ [{CLOSE}] )
    | (?P<degree> \( (?:[Ii]ntegrated\ |[Mm]asters?\ )? [Dd]egree (?=\s*[(:;]) )
    | (?P<level>  (?<![\w(]) \d [{CLOSE}] | \(\s* \d {_NEXT} | \b (?i:levels?) \s+ \d \b (?:{_AGAIN} \b)? )
    | (?P<bare>   (?<=\s) L? (?![0189])\d (?:[/–-]L?\d)? {_NEXT} )
    | (?P<colon>  [:;：] )
    | (?P<comma>  , (?=\s|$) )
    | (?P<word>   [^\s:;：,{OPEN}{CLOSE}]+ (?: (?: [,:;] | \(\w*+\)(?=[<>"']) ) [^\s:;：,{OPEN}{CLOSE}]+ )* | \S )
    """,
    re.VERBOSE,
)
_LEVEL_FIRST = re.compile(r"\s*\(\s*\d\s*\)\s*\w[^()]*")
_COLON = re.compile(r"\s*[:;]")
_ONE_TITLE = re.compile(r"(?:[^:：(]|\((?!\s*\d\s*\)))*+\(\s*\d\s*\)\s*")
GLUE = re.compile(r"[/&+–—-]+")
"""What joins the words on either side of it into one title."""

MOST_WORDS = 1_000
"""Of one cluster; the packaged document has at most 143. So many take a second, and more are no cluster."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What ends a title, or parts it from what follows."""

    kind: str
    """`level`, `degree`, `unread`, `colon` or `comma`."""
    line: Line
    """Its characters."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a bracket that belongs to a title, and the marks that follow it."""

    line: Line
    """Its characters."""
    row: int
    """The line that it is in, counted from 0."""
    start: int
    """Where in that line it begins."""
    bracket: bool
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The word as it stands."""
        return self.line.text

    @property
    def ends_item(self) -> bool:
        """Whether a level, a degree or a colon follows."""
        return any(mark.kind != "comma" for mark in self.marks)

    @property
    def levelled(self) -> bool:
        """Whether a mark follows that only an occupation has: a level, read or not, or a degree."""
        return any(mark.kind not in {"comma", "colon"} for mark in self.marks)

    def has(self, kind: str) -> bool:
        """Whether a mark of this kind follows."""
        return any(mark.kind == kind for mark in self.marks)


@dataclass(frozen=True, slots=True)
class ClusterWords:
    """The lines of a cluster, and their words in order."""

    lines: tuple[Line, ...]
    words: tuple[Word, ...]
    stray: tuple[Claim, ...]
    """The claims of marks without a word before them."""


def read_words(source: SourceText, lines: Sequence[Line]) -> ClusterWords:
    """The words of a cluster's lines.

    Raises ReadingError where there are more than MOST_WORDS, and where levels stand before their titles.
    """
    if lines and _LEVEL_FIRST.fullmatch(lines[0].text):
        raise ReadingError(
            f"line {source.line_of(lines[0].strip().offsets[0])}: a level before its occupation\n"
            f"  {lines[0].folded[:200]}\n",
            "Write each level behind its title.",
        )
    words: list[Word] = []
    marks: list[list[Mark]] = []
    stray: list[Claim] = []
    for row, line in enumerate(lines):
        one_title = _ONE_TITLE.fullmatch(line.text)
        for match in _TOKEN.finditer(line.text):
            token = line[match.start() : match.end()]
            kind = _kind(match, words)
            if one_title and token.text == ";":
                kind = "comma"
            if kind in {"word", "bracket"} and not any(map(_is_text, token.text)):
                joins = GLUE.fullmatch(token.text) and words and all(mark.kind == "comma" for mark in marks[-1])
                kind = kind if joins else "comma"  # else a bracket, a full stop or a dash that was left over
            if kind in {"word", "bracket"}:
                if len(words) == MOST_WORDS:
                    first = source.line_of(words[0].line.offsets[0])
                    raise ReadingError(
                        f"line {first}: more than {MOST_WORDS:,} words in one cluster\n  {lines[0].folded[:60]}…\n",
                        "Is this a table of occupations?",
                    )
                begins = one_title and words and words[-1].row < row and any(m.kind == "level" for m in marks[-1])
                words.append(Word(token, row, match.start(), kind == "bracket" and not begins))
                marks.append([])
            elif words:
                if kind != "comma" and len(words) > 1 and GLUE.fullmatch(words[-1].text) and not marks[-1]:
                    dash, _ = words.pop(), marks.pop()  # "Baker - level 2": it joins nothing
                    marks[-1].append(Mark("comma", dash.line))
                marks[-1].append(Mark(kind, token))
            else:
                stray += token.claims(Owner.STRAY)
    marked = tuple(replace(word, marks=tuple(found)) for word, found in zip(words, marks, strict=True))
    return ClusterWords(tuple(lines), marked, tuple(stray))


def _kind(match: re.Match[str], before: Sequence[Word]) -> str:
    """What a token is, after the words that stand before it."""
    kind = str(match.lastgroup)
    if kind == "bracket":
        return bracket_kind(match[0])
    if kind == "bare":  # "Terminal 5" is no level, "Roofer 2" is one
        kind = "level" if _COLON.match(match.string, match.end()) or (before and is_role(before[-1].text)) else "word"
    return "unread" if kind == "level" and level_in(match[0]) is None else kind


def _is_text(char: str) -> bool:
    """Whether a character is more than a mark: a letter, a digit, or a sign such as "©" or "£"."""
    return char.isalnum() or category(char) in {"So", "Sc"}
