"""docs/python.md and docs/guide.ipynb show what people get: the same cells, with what they show when they are run.

`make guide` writes both anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from guide import CODE, GUIDE, NOTEBOOK, notebook_of, plain, run, text_of, written
from nbformat import NotebookNode


@pytest.fixture(scope="module")
def text() -> str:
    return GUIDE.read_text("utf-8")


@pytest.fixture(scope="module")
def notebook() -> NotebookNode:
    return nbformat.read(NOTEBOOK, 4)


@pytest.mark.slow
def test_a_fresh_kernel_in_an_empty_folder_shows_what_the_notebook_holds(
    text: str, notebook: NotebookNode, tmp_path: Path
) -> None:
    ran = run(notebook_of(text), tmp_path)
    shown = {cell.id: cell.get("outputs") for cell in ran.cells}
    assert shown == {cell.id: cell.get("outputs") for cell in notebook.cells}
    assert written(ran) == NOTEBOOK.read_text("utf-8")
    files = {"butcher.svg", "catering.graphml", "catering.graphml.manifest.json"}
    assert {file.name for file in tmp_path.iterdir()} == files


def test_the_text_and_the_notebook_are_one(text: str, notebook: NotebookNode) -> None:
    nbformat.validate(notebook)
    made = notebook_of(text)
    assert [(cell.id, cell.source) for cell in notebook.cells] == [(cell.id, cell.source) for cell in made.cells]
    assert text_of(text, notebook) == text
    for cell, unrun in zip(notebook.cells, made.cells, strict=True):
        unrun.update(outputs=cell.outputs) if cell.cell_type == "code" else None
    assert written(made) == NOTEBOOK.read_text("utf-8")


def test_the_notebook_is_small_and_holds_nothing_of_a_machine_or_a_moment() -> None:
    kept = NOTEBOOK.read_text("utf-8")
    assert len(kept) < 250_000
    assert set(re.findall(r'"execution_count": (\w+)', kept)) == {"null"}
    assert not re.findall(r"(?<![\w.<:/])/(?:home|root|tmp|usr|opt|Users)/| at 0x[0-9a-f]{6}|stderr|Traceback", kept)


def test_its_cells_and_what_they_print_are_short(text: str, notebook: NotebookNode) -> None:
    assert len(CODE.findall(text)) == text.count("```python\n")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 10
            assert all(len(line) <= 112 for line in cell.source.splitlines())
            assert all(len(line) <= 160 for line in plain(cell).splitlines())


def test_the_first_cell_leads_to_every_section(notebook: NotebookNode) -> None:
    first, *others = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = re.findall(r"^## (.+)$", "\n".join(others), re.MULTILINE)
    assert re.findall(r"^- \[(.+)\]\(#", first, re.MULTILINE) == headings
    assert "pip install career-pathways pandas ipykernel" in first
