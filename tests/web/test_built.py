"""The built files that are committed are those that the sources make; the core keeps its own rules."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from places import ROOT

BUILT = ROOT / "explorer" / "web" / "built"


def test_rebuilding_gives_the_committed_bytes(tmp_path: Path) -> None:
    subprocess.run(["node", ROOT / "web" / "build.mjs", tmp_path], check=True)
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {f.name: f.read_bytes() for f in BUILT.iterdir()}


@pytest.mark.slow
def test_the_core_holds_in_small() -> None:
    ran = subprocess.run(["node", "test.mjs"], cwd=ROOT / "web", capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
