"""The documentation site, built once for all tests that look at it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `make docs` builds it: a warning would be an error."""
    folder = tmp_path_factory.mktemp("built") / "docs"
    command = [sys.executable, str(ROOT / "docs" / "site" / "build.py"), str(folder)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    return folder
