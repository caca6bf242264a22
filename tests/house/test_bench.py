"""The table of what is measured ends with 1 where a figure is missed, or a script measured nothing or broke off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

HELD = "from figures import held\nheld('a time', 1.0, 's', 2)\n"

RUNS = """
import sys
sys.path.insert(0, {benchmarks!r})
import figures, table
figures.__file__ = {script!r}  # whose folder holds the scripts
table.SCRIPTS = {{"script.py": "A script"}}
sys.argv = ["table.py"]
sys.exit(table.main())
"""


@pytest.mark.parametrize(
    ("does", "status", "told"),
    [
        (HELD, 0, "1 figures in 0 minutes, 0 missed."),
        ("from figures import held\nheld('a time', 3.0, 's', 2)\n", 1, "MISSED"),
        ("from figures import held\nheld('a time', float('nan'), 's', 2)\n", 1, "MISSED"),
        (f"{HELD}1 / 0\n", 1, "These ended before they had measured all: script.py."),
        ("pass\n", 1, "These ended before they had measured all: script.py."),
    ],
)
def test_what_is_missed_or_was_not_measured_is_told(does: str, status: int, told: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(does)
    benchmarks = str(ROOT / "benchmarks")
    runs = RUNS.format(benchmarks=benchmarks, script=str(script))
    environment = {**os.environ, "PYTHONPATH": benchmarks}
    ran = subprocess.run(
        [sys.executable, "-c", runs], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert (ran.returncode, told in ran.stdout + ran.stderr) == (status, True), ran.stderr
