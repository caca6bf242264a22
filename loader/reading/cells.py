"""The text of a cell or a paragraph as clusters, each with the lines of its occupations still uncut.

Where a cluster begins
    1. At "Cluster:", wherever it stands, also twice in a cell.
    2. Where "Cluster:" is lost: at a line followed by text in italics or by "APPRENTICESHIP ONLY".
    3. Where the italics are lost, too: at the first line of a cell or paragraph, when prose follows it.
What its description is
    4. The text in italics after the name.
    5. Without italics the line after the name, where it is prose, with the lines that go on in small letters.
    6. With neither, the sentence that is run together with the name: it begins with a capital, most often with a verb
        and after a role noun, and goes on in small letters.
Where its occupations begin
    13. Behind the name, where a level shows that it is run together with them: at the capital before the first small
         word, as names are set in capitals and titles are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from career_pathways.loader.catalogue import Column
from career_pathways.loader.source import SourceText
from career_pathways.loader.words.roles import LITTLE_WORDS, OPENINGS, is_acronym, is_role

from .coverage import Claim, Owner
from .markup import Line, join

_MARKER = re.compile(r"(?:Clusters?|CLUSTERS?)\s*[:：]\s*|^\s*(?i:clusters?)\s*[:;：]\s*")
_FLAG = re.compile(r"\(?APPRENTICESHIPS?\s+ONLY\)?")
FLAG_LINE = re.compile(_FLAG.pattern, re.IGNORECASE)
"""The same alone on a line, where small letters cannot mean anything else."""
LEVEL = re.compile(r"\(\s*(\d)\s*\)|(?<![\w(])(\d)\)")
LISTED = re.compile(r"\(\d\)|^[^(]*(?<!\w)\d\)|\(\s*\d\b|\((?:\w+ )*degree\)|:\s*$", re.IGNORECASE)
"""What only a line of occupations holds."""


_SMALL_WORD = re.compile(r"(?<=\s)[a-z]\S*\s+(?=[A-Z])")
_MOST_WORDS = 40
"""Of a cluster's name; the packaged document's have at most 7. No description is looked for behind more."""


@dataclass
class OpenCluster:
    """A cluster while it is read."""

    name: str
    line: int
    description: str = ""
    flag: bool = False
    lines: list[Line] = field(default_factory=list)
    column: Column | None = None
    """None in a broken table, until rule 11."""
    row: int = 0


def starts_cluster(lines: list[Line]) -> bool:
    """Whether the first of the lines is the name of a cluster."""
    return bool(lines) and _head_end(lines, 0) is not None


def read_parts(
    source: SourceText, lines: list[Line], claims: list[Claim]
) -> list[tuple[OpenCluster | None, list[Line]]]:
    """A cell as clusters, each with its lines; the first without a cluster where the cell only continues one."""
    parts: list[tuple[OpenCluster | None, list[Line]]] = []
    pieces = list(_pieces(lines))
    i = 0
    while i < len(pieces):
        end = _head_end(pieces, i)
        if end is None:
            if not parts:
                parts.append((None, []))
            parts[-1][1].append(pieces[i])
            i += 1
        else:
            parts.append((_read_head(source, pieces[i:end], claims), []))
            i = end
    return parts


def _pieces(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, cut before each "Cluster:", around each flag, and where italics begin and end."""
    for line in _with_italics_ended(lines):
        text, italics = line.text, line.italics
        cuts = {0, len(text)}
        cuts |= {m.start() for m in _MARKER.finditer(text) if not italics[m.start()]}
        cuts |= {edge for m in _FLAG.finditer(text) for edge in m.span()}
        if any(italics) and not all(italics):
            cuts |= {i for i in range(1, len(text)) if italics[i] != italics[i - 1] and _is_edge(text, i)}
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            if piece := line[start:end].strip():
                yield from _apart_from_occupations(piece)


def _apart_from_occupations(piece: Line) -> Iterator[Line]:
    """Rule 13: the name of a cluster, a description, and its occupations, where no mark parts them."""
    marker, level = _MARKER.match(piece.text), LEVEL.search(piece.text)
    cut = _title_start(piece.text, marker.end(), level.start()) if marker and level else 0
    sentence = piece.text.rfind(". ", cut, level.start()) + 1 if level and cut else 0
    edges = sorted({0, cut, sentence, len(piece.text)})
    for start, end in pairwise(edges):
        if part := piece[start:end].strip():
            yield part


def _title_start(text: str, start: int, level: int) -> int:
    """Where the first occupation begins behind a cluster's name; 0 where none does.

    >>> text = "Cluster: Care and Welfare Assistant Animal care assistant (2) Zoo keeper (2)"
    >>> text[_title_start(text, 9, 58) :]
    'Animal care assistant (2) Zoo keeper (2)'
    """
    before = 0
    for i, word in enumerate(re.finditer(r"\S+", text[start:level])):
        if word[0][0].islower() and word[0] not in LITTLE_WORDS:
            return start + before if i > 1 else 0
        if word[0] not in LITTLE_WORDS:
            before = word.start()
    return start + before if before else 0


def _with_italics_ended(lines: Iterable[Line]) -> list[Line]:
    """The lines, their italics ended where they would run on to a level: a description states none.

    They end with their last sentence before the level, in its line or above it; else before its line. What goes on in
    the same italics behind it is set in none.
    """
    ended = list(lines)
    for i, line in enumerate(ended):
        level = LEVEL.search(line.text)
        if level is None or not line.italics[level.start()]:
            continue
        begin = line.text.rfind(". ", 0, level.start()) + 1 or _capital_after_small(line, level.start())
        if not begin and (sentence := _sentence_above(ended, i)) is not None:
            ended[sentence + 1 : i] = [_without_italics(above) for above in ended[sentence + 1 : i]]
        ended[i] = _without_italics(line, begin)
        goes_on = line.italics[-1]
        for j in range(i + 1, len(ended) if goes_on else 0):
            end = next((k for k, italic in enumerate(ended[j].italics) if not italic), None)
            ended[j] = _without_italics(ended[j], 0, end)
            if end is not None:
                break
    return ended


def _sentence_above(lines: list[Line], i: int) -> int | None:
    """The last line above line `i`, in the same italics, that ends a sentence."""
    for above in range(i - 1, -1, -1):
        if not lines[above].italics[-1]:
            break
        if lines[above].text.rstrip().endswith("."):
            return above
    return None


def _capital_after_small(line: Line, end: int) -> int:
    """Where italics that begin within a line may end before `end`: at the last capital after a small word.

    0 where they begin with the line; where they begin, if they hold no such capital.
    """
    begin = max((i for i in range(1, end) if not line.italics[i - 1]), default=0)
    return max((m.end() for m in _SMALL_WORD.finditer(line.text, begin, end)), default=begin) if begin else 0


def _without_italics(line: Line, start: int = 0, end: int | None = None) -> Line:
    count = len(line.italics[start:end])
    italics = line.italics[:start] + (False,) * count + line.italics[start + count :]
    return Line(line.text, line.offsets, italics, line.indent)


def _is_edge(text: str, at: int) -> bool:
    """Whether italics that begin or end here part two texts; inside a word they do not."""
    return not (text[at - 1].isalnum() and text[at].isalnum() and text[at].islower())


def _head_end(pieces: list[Line], start: int) -> int | None:
    """Where the head of the cluster that begins at piece `start` ends; None where none begins there."""
    first = pieces[start]
    if is_italic(first) or FLAG_LINE.fullmatch(first.folded):
        return None
    # Rule 1: "Cluster:" begins one; the name may stand on the next line.
    marker = _MARKER.match(first.text)
    marked = marker is not None
    end = start + 1
    if marker and not first.text[marker.end() :].strip() and end < len(pieces):
        end += 1
    if not marked and LISTED.search(first.text):
        return None
    name_end = end
    flag = end < len(pieces) and bool(FLAG_LINE.fullmatch(pieces[end].folded))
    end += flag
    italic = end < len(pieces) and is_italic(pieces[end])
    # Rule 4: all italics after the name are the description.
    while end < len(pieces) and is_italic(pieces[end]):
        end += 1
    # Rule 2: italics or the flag after a line make it a name without "Cluster:".
    if italic or (flag and not marked):
        if italic:
            end += end < len(pieces) and bool(FLAG_LINE.fullmatch(pieces[end].folded))
            return end
    # Rule 3: without both, the first line is a name where prose follows it.
    elif not marked and not (
        start == 0
        and end < len(pieces)
        and len(first.text.split()) <= 12
        and first.indent is None
        and not first.text.rstrip().endswith(".")
        and _is_certain_prose(pieces[end].folded)
    ):
        return None
    # Rule 5: prose in the next line is the description, unless rule 6 finds it run together with the name.
    run_together = _description_start(first.text) > 0
    if not run_together and end < len(pieces) and pieces[end].indent is None and is_prose(pieces[end].folded):
        end += 1
        while (
            end < len(pieces)
            and not pieces[end - 1].folded.endswith(".")
            and pieces[end].folded[:1].islower()
            and not LISTED.search(pieces[end].text)
        ):
            end += 1
        end += end < len(pieces) and bool(FLAG_LINE.fullmatch(pieces[end].folded))
    return max(end, name_end)


def is_italic(piece: Line) -> bool:
    """Whether all of a line is set in italics, but for white space."""
    return all(italic for italic, char in zip(piece.italics, piece.text, strict=True) if not char.isspace())


def is_prose(text: str) -> bool:
    """Whether a line after a cluster's name is a description and not its occupations.

    >>> is_prose("Provide day-to-day circus and")
    True
    >>> is_prose("Senior handler Marine diesel practitioner Vessel traffic assistant (VTS)")
    False
    """
    words = re.findall(r"[A-Za-z][\w'-]*", text)
    if LISTED.search(text) or len(words) < 3:
        return False
    opens = words[0].casefold() in OPENINGS and any(w in LITTLE_WORDS for w in words)
    if text.endswith(".") or (opens and (len(words) >= 6 or words[-1] in LITTLE_WORDS)):
        return True
    capitals = sum(w[0].isupper() and not is_acronym(w) for w in words[1:])
    return len(words) >= 6 and capitals <= len(words) / 6


def _is_certain_prose(text: str) -> bool:
    """Whether a line is a sentence, without a cluster's name before it to say so."""
    words = re.findall(r"[A-Za-z][\w'-]*", text)
    small = sum(w[0].islower() for w in words)
    verb = bool(words) and words[0].casefold() in OPENINGS
    return is_prose(text) and small >= 0.75 * len(words) and (verb or text.endswith(".") or len(words) >= 10)


def _read_head(source: SourceText, pieces: list[Line], claims: list[Claim]) -> OpenCluster:
    line = source.line_of(pieces[0].offsets[0])
    if marker := _MARKER.match(pieces[0].text):
        claims += pieces[0][: marker.end()].claims(Owner.SEPARATOR)
        pieces = [p for p in (pieces[0][marker.end() :], *pieces[1:]) if p]
    if not pieces or is_italic(pieces[0]):
        name = None
    else:
        name, *pieces = pieces
    described: list[Line] = []
    flag = False
    for piece in pieces:
        if FLAG_LINE.fullmatch(piece.folded):
            claims += piece.claims(Owner.FLAG)
            flag = True
        else:
            claims += piece.claims(Owner.DESCRIPTION)
            described.append(piece)
    description = join(described) if described else None
    # Rule 6: the sentence that is run together with the name is the description.
    if name and not description:
        cut = _description_start(name.text)
        if cut:
            name, description = name[:cut].strip(), name[cut:]
            claims += description.claims(Owner.DESCRIPTION)
    if name:
        claims += name.claims(Owner.CLUSTER_NAME)
    return OpenCluster(name.folded if name else "", line, description.folded if description else "", flag)


def _description_start(text: str) -> int:
    """Where the sentence begins that is run together with a cluster's name; 0 where none is.

    >>> text = "Legal Technician Deliver conveyancing transactions and manage small cases. Advise clients."
    >>> text[_description_start(text) :]
    'Deliver conveyancing transactions and manage small cases. Advise clients.'
    """
    words = [(m.start(), m[0]) for m in islice(re.finditer(r"\S+", text), _MOST_WORDS)]
    starts = []
    for (_, before), (start, word) in pairwise(words):
        if before.endswith("."):
            break
        if word[0].isupper() and before.casefold() not in LITTLE_WORDS and _is_certain_prose(text[start:]):
            opens = word.casefold() in OPENINGS
            after_role = is_role(before.strip(",")) or before.endswith(")")
            next_small = text[start + len(word) :].lstrip()[:1].islower()
            if next_small and (opens or after_role):
                starts.append((opens, after_role, -start))
    return -max(starts)[2] if starts else 0
