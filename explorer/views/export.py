"""An export as a view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from career_pathways.explorer.parts import ChosenPart
from career_pathways.exports.files import size_of
from career_pathways.exports.manifest import WrittenFile, note
from career_pathways.exports.registry import Format
from career_pathways.queries.answers import Note

from .view import View


def counted_view(part: ChosenPart, form: Format | None, *, spreadsheet_safe: bool) -> View:
    """What an export would hold and, where its format is known, its size. Raises WrongExport where that cannot be."""
    note = "Nothing is exported."
    if form is not None:
        note += f" In {form.name} it would have {size_of(part, form, spreadsheet_safe=spreadsheet_safe):,} bytes."
    rows = [{"of": name, "count": count} for name, count in part.counts.items()]
    return View(question="export", rows=rows, columns=("of", "count"), notes=(*part.left_out, note, *_others(part)))


def written_view(part: ChosenPart, files: Sequence[WrittenFile]) -> View:
    """The files of an export."""
    counts = ", ".join(f"{count:,} {name}" for name, count in part.counts.items())
    return View(
        question="export",
        rows=[{"file": file.name, "bytes": f"{file.size:,}", "sha256": file.sha256[:12]} for file in files],
        columns=("file", "bytes", "sha256"),
        notes=(counts, *part.left_out, *((note(part),) if "PROGRESSES_TO" in part.counts else ()), *_others(part)),
    )


def _others(part: ChosenPart) -> Iterator[Note]:
    if part.others:
        fact = f"The store holds {', '.join(part.others)} besides: nothing of that is in it, nor what joins editions."
        yield Note(fact, "How that is asked for stands in {page_editions}.")
