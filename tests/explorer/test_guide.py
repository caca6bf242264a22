"""docs/python.md shows what people get: its cells run one after the other, and what each prints is compared.

PYTHONPATH=tests/helpers python tests/explorer/test_guide.py: writes what they print into the guide.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from places import DOCS

GUIDE = DOCS / "python.md"
CELL = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<shown>.*?)```\n)?", re.DOTALL)


def printed(text: str) -> Iterator[str]:
    """What each cell prints, in one namespace."""
    names: dict[str, Any] = {}
    for number, cell in enumerate(CELL.finditer(text), 1):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(cell["code"], f"cell {number} of {GUIDE.name}", "exec"), names)
        yield out.getvalue()


@pytest.mark.slow
def test_each_cell_prints_what_stands_below_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = GUIDE.read_text("utf-8")
    shown = [cell["shown"] for cell in CELL.finditer(text)]
    assert list(printed(text)) == shown
    written = {"butcher.svg", "catering.graphml", "catering.graphml.manifest.json"}
    assert {file.name for file in tmp_path.iterdir()} == written


def test_its_cells_and_what_they_print_are_short() -> None:
    for cell in CELL.finditer(GUIDE.read_text("utf-8")):
        lines = f"{cell['code']}{cell['shown']}".splitlines()
        assert len(cell["code"].splitlines()) <= 10
        assert all(len(line) <= 160 for line in lines)


if __name__ == "__main__":
    text = GUIDE.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        answers = printed(text)
        written = CELL.sub(lambda cell: f"```python\n{cell['code']}```\n\n```text\n{next(answers)}```\n", text)
        os.chdir(GUIDE.parent)
    GUIDE.write_text(written, "utf-8")
