"""How long the commands take to start and the questions to answer: ratios and milliseconds, each beside its limit.

python benchmarks/start.py
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from statistics import median

from figures import held

from career_pathways.explorer.explorer import Explorer

ROOT = Path(__file__).parent.parent
ROOFER, MANAGER = "construction/roofer-2", "construction/construction-site-management-6"

COLD = {
    "next --level 2 --json": 2.2,
    f"next {ROOFER} --json": 2.0,
    "search crane --json": 2.0,
    f"path {ROOFER} {MANAGER} --json": 2.0,
    f"show {ROOFER} --json": 2.0,
    "-h": 1.3,
    "--version": 1.3,
    "Tab after ne": 1.3,
    "Tab after next Comm": 2.6,
    "Tab after next --route c": 2.6,
    "Tab after query next-steps -p id=Comm": 2.6,
    "Tab after export --cluster c": 2.8,
}
"""Each command, or what completes a line, and how many times `python -c "import click"` it may take from an installed
wheel."""

TAB = "next Comm"
MOST_TAB = 250
"""Milliseconds of CPU in which a line is completed: more is felt as waiting."""

TIMES = 15
"""Of each command, in turns: what else the machine does then weighs on all of them alike."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        installed = installed_wheel(Path(folder))
        store = Path(folder) / "pathways.kgl"
        cpu([str(installed), "-m", "career_pathways.explorer", "build", "--store", str(store)])
        wheel, editable = (times_click(python, store) for python in (installed, Path(sys.executable)))
        within = [held(_shown(name), wheel[name], "× `import click`", most) for name, most in COLD.items()]
        print(
            "the same from an editable install:", ", ".join(f"{name} {times:.2f}" for name, times in editable.items())
        )
        waited = 1e3 * median(tab(installed.with_name("pathways"), store, TAB) for _ in range(5))
        within.append(held(_shown(f"Tab after {TAB}"), waited, "ms of CPU", MOST_TAB))
        within += [
            held(f"{name} in a process that goes on", took, "ms of CPU", most)
            for name, (took, most) in warm(store).items()
        ]
    sys.exit(not all(within))


def _shown(name: str) -> str:
    tab = name.removeprefix("Tab after ")
    return f"Tab after `pathways {tab}`" if tab != name else f"`pathways {name}`"


def installed_wheel(folder: Path) -> Path:
    """The Python of a new environment with the package as users have it, and the dependencies of this one."""
    copy = folder / "source"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "node_modules"))
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(copy)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    (theirs,) = (folder / "venv").glob("lib/python*/site-packages")
    (ours,) = Path(sys.prefix).glob("lib/python*/site-packages")
    for entry in ours.iterdir():
        if "career_pathways" not in entry.name and entry.suffix != ".pth" and entry.name != "__pycache__":
            (theirs / entry.name).symlink_to(entry)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--quiet"]
    subprocess.run([*pip, *map(str, folder.glob("*.whl"))], check=True)
    return python


def times_click(python: Path, store: Path) -> dict[str, float]:
    """How many times the CPU of `python -c "import click"` each command takes: the median of pairs, taken in turns."""
    program = python.with_name("pathways")
    pairs: dict[str, list[float]] = {name: [] for name in COLD}
    for turn in range(-1, TIMES):
        for name, ratios in pairs.items():
            yardstick = cpu([str(python), "-c", "import click"])
            if name.startswith("Tab after "):
                took = tab(program, store, name.removeprefix("Tab after "))
            else:
                took = cpu([str(program), *name.split()], PATHWAYS_STORE=str(store))
            if turn >= 0:  # the first turn writes the compiled modules
                ratios.append(took / yardstick)
    return {name: median(ratios) for name, ratios in pairs.items()}


def tab(program: Path, store: Path, line: str) -> float:
    """Seconds of CPU that bash waits for what completes the last word of a line."""
    word = line.rpartition(" ")[2].rpartition("=")[2]
    asked = {"_PATHWAYS_COMPLETE": "bash_complete", "COMP_LINE": f"pathways {line}", "COMP_WORD": word}
    return cpu([str(program)], PATHWAYS_STORE=str(store), **asked)


def cpu(command: list[str], **more: str) -> float:
    """Seconds of CPU that a whole process takes, as a user has it: Python keeps the compiled modules."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=kept | more, cwd="/")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warm(store: Path) -> dict[str, tuple[float, float]]:
    """Milliseconds of questions in a process that has asked before, the median, each with what it may take."""
    with Explorer.open(store) as explorer:
        return {
            "the next steps of an occupation": (milliseconds(lambda: explorer.next(ROOFER)), 0.1),
            "a path": (milliseconds(lambda: explorer.path(ROOFER, MANAGER)), 0.25),
            "what is within reach": (milliseconds(lambda: explorer.reach(ROOFER)), 0.25),
            "the next steps of a level": (milliseconds(lambda: explorer.next_of_level(2)), 12),
        }


def milliseconds(ask: Callable[[], object]) -> float:
    """The median of a few hundred times, in CPU."""
    taken = []
    for _ in range(300):
        start = time.process_time()
        ask()
        taken.append(time.process_time() - start)
    return median(taken) * 1e3


if __name__ == "__main__":
    main()
