"""A real browser finds its way through the page in one file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from places import ROOT

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.web.one_file import one_file


@pytest.mark.slow
def test_the_file_is_searched_followed_and_shared_in_a_browser(explorer: Explorer, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_text(one_file([explorer]), "utf-8")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "no Chromium: `make test` installs it"
    journey = ["node", ROOT / "web" / "tests" / "journey.mjs", file, chromium]
    ran = subprocess.run(journey, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
