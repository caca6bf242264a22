"""The table of what is measured ends with 1 where a figure is missed, or a script measured nothing or broke off.

What grows faster than what is given is a figure that is missed.
"""

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


@pytest.mark.parametrize(("power", "told"), [(1, "2.00 × the time"), (1.5, "2.83 × the time"), (2, "4.00 × the time")])
def test_what_grows_with_the_square_is_missed_and_named(
    power: float, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import growth

    now = 0.0

    def takes(given: int, power: float) -> None:
        nonlocal now
        now += 0.01 * given**power

    def measure(name: str) -> float:
        return growth.growth(lambda given: takes(given, power if name == "b" else 1), 10, 40, doublings=2)

    monkeypatch.setattr(growth.time, "process_time", lambda: now)
    assert growth.worst("the letters", measure, ["a", "b"]) == (power == 1)
    printed = capsys.readouterr().out
    assert told in printed
    assert ("b, the most of 2) MISSED" in printed) == (power > 1)
