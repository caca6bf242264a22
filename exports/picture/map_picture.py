"""A part drawn as the published map is: a table for each pathway, with its three columns and its rows. SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from career_pathways.exports.manifest import remarks
from career_pathways.exports.outline import outline
from career_pathways.exports.part import Part, Relationship
from career_pathways.exports.text import write_text

from .arrows import Ways
from .foot import foot
from .image import Picture
from .layout import Layout, Section, sections_of
from .lettering import FONTS, height_of, in_lines, lettered, safe
from .moves import Chosen, words_of
from .path_picture import paths_picture
from .shapes import MARGIN, Frame, Sheet


def svg(part: Part, out: BinaryIO) -> None:
    """Write a part as a picture in SVG: real text, nothing to load or to run, the same bytes each time.

    1. A heading for each route, a table for each pathway with its columns from left to right, the rows as in the map.
       Clusters are boxes; each lists all its occupations, the level of each before it ("–" where none is stated).
    2. What stands in nothing that the part holds comes in the route that its occupations name: pathways as tables,
       clusters by row and column, occupations as boxes in their own column.
    3. Up to 40 progressions and crossings between occupations are arrows from line to line, with their basis in words,
       crossings dashed (one line with two heads where they lead both ways). Where there are more, or none, those
       between clusters are arrows from box to box: in the same row, past a column, and into another row where the
       pathway has 16 of these at most. The foot says how many of each are drawn, and how many there are.
    4. An arrow leaves its box on the right. It enters the next on the left, in the same column or further left on the
       right. It turns only between the columns and between the rows, where there are no boxes: those of one origin
       are one line up to where they part, and those that do not belong together never lie on each other.
    5. No text is cut off: it is folded by a measure that is wide for any of the fonts, and what holds it grows.
    6. Where nothing but paths was chosen, these are drawn, each with its own steps alone (path_picture.py).
    """
    write_text(out, (picture(part).svg,))


def picture(part: Part) -> Picture:
    """A part as `svg` writes it. Raises what reading the part raises."""
    if part.paths:  # Rule 6
        return paths_picture(part.paths, foot(part))
    drawn = outline(part)
    sections = sections_of(drawn)
    layout = Layout.of(sections)
    chosen = Chosen.of(drawn.moves, layout)
    ways = Ways.of(chosen, layout)
    frame = Frame.of(ways)
    shapes, top = Sheet(sections, layout, ways, frame).drawn()
    facts = foot(part)
    for words in ("Before an occupation stands its level, – where the map states none.", chosen.note, *facts):
        lines = in_lines(words, "reason", frame.width - 2 * MARGIN)
        shapes.append(lettered("reason", MARGIN, top, lines))
        top += height_of(lines, "reason") + 4
    title, width, height = _title(part, sections), frame.width, top + MARGIN
    moves = [_in_words(move, layout) for move in chosen.moves if chosen.between == "Occupation"]
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family={quoteattr(FONTS)} fill="#1a1a1a">\n'
        f"<title>{safe(title)}</title>\n<desc>{safe(' '.join([f'{title}.', *moves, chosen.note, *facts]))}</desc>\n"
        f"<metadata>{safe(chr(10).join(remarks(part)))}</metadata>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n{"".join(shapes)}</svg>\n'
    )
    return Picture(text, width, height)


def _title(part: Part, sections: Sequence[Section]) -> str:
    names = list(dict.fromkeys(" ".join(section.name.split()) for section in sections))
    labels = [label for label in ("Route", "Pathway", "Cluster", "Occupation") if part.counts.get(label)]
    counts = [f"{part.counts[label]:,} {label.lower()}{'s' * (part.counts[label] != 1)}" for label in labels]
    what = ", ".join(filter(None, names)) if len(names) <= 3 else ""
    return f"{what or 'Occupational map'}: {', '.join(counts) or 'nothing'}"


def _in_words(move: Relationship, layout: Layout) -> str:
    """An arrow between occupations, for those who do not see it."""
    ends = (layout.line(id_) for id_ in (move.origin, move.destination))
    origin, destination = (f"{' '.join(e.node.name.split())} ({e.level})" for e in ends)
    return f"From {origin} to {destination}: {words_of(move)}."
