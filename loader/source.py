"""A source text with its lines and spans. It knows nothing of maps."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from .errors import UnreadableSource
from .files import read_bytes

LARGEST = 5_000_000
"""Bytes of a document: sixty times the packaged one. What is larger is something else."""

PACKAGED = "occupational-maps-2017.txt"
"""The document that ships with the package; document/README.md says where it comes from."""


_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `start` to `end` (exclusive) of a source text, counted from 0."""

    start: int
    end: int


@dataclass(frozen=True)
class SourceText:
    """A document as one string, with the lines in it.

    Lines are counted from 1 and end at "\\n" only, so that offsets, spans and lines agree with the file.
    """

    text: str
    name: str = "<text>"

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @property
    def line_count(self) -> int:
        """How many lines the text has; a text that ends with a line end has an empty last line."""
        return len(self._line_starts)

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, of the character at `offset`."""
        return bisect_right(self._line_starts, offset)

    def line_span(self, line: int) -> Span:
        """The characters of a line (counted from 1) without its line end. Raises IndexError where there is none."""
        starts = self._line_starts
        if not 1 <= line <= len(starts):
            raise IndexError(f"{self.name} has lines 1 to {len(starts)}, not {line}")
        end = starts[line] if line < len(starts) else len(self.text)
        return Span(starts[line - 1], starts[line - 1] + len(self.text[starts[line - 1] : end].rstrip("\r\n")))

    def quote(self, span: Span) -> str:
        """The text of a span, as it stands."""
        return self.text[span.start : span.end]

    @property
    def doubt(self) -> str:
        """What to ask, or to do, where no occupational map is found in it; a table, by its name, may be another map."""
        return NEEDS_MAPPING if Path(self.name).suffix.lower() in _TABLES else _DOUBT


_NO_TEXT = frozenset({".xlsx", ".json"})
"""How the names of tables end that no document is."""

_TABLES = _NO_TEXT | {".csv", ".tsv"}
"""And of those that a document may be, saved out of a spreadsheet."""

_DOUBT = "Is this the text of the occupational maps?"

NEEDS_MAPPING = "A table needs a mapping file that says which column is what: {page_maps}."


def read_source(path: Path | str | None = None) -> SourceText:
    """The text of a document.

    `path`: its file; None for the packaged document. Raises UnreadableSource where there is no such file, it is a
    workbook or JSON by its name, it is larger than 5,000,000 bytes, or it is not UTF-8 text.
    """
    if path is None:
        data, name = (files("career_pathways.loader") / "document" / PACKAGED).read_bytes(), PACKAGED
    else:
        name = str(path)
        if Path(path).suffix.lower() in _NO_TEXT and Path(path).is_file():
            raise UnreadableSource(f"{name} is not a text of occupational maps.", NEEDS_MAPPING)
        cure = "Name a text file of occupational maps; cut a larger one into parts of whole routes."
        data = read_bytes(Path(path), LARGEST, UnreadableSource, cure)
    try:
        return SourceText(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(data[: error.start].decode("latin-1"))) + 1
        raise UnreadableSource(
            f"{name}, line {line}: byte {data[error.start]:#04x} is not UTF-8.", "Save the document as UTF-8 text."
        ) from error
