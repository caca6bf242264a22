"""The house in figures: its size, its longest functions, its deferred imports, and the walk of a name to its answer.

python benchmarks/house.py

The walk is the calls from one module of the product to another, in time, from the command to its answer; a call that is
made again and again, as for each row, counts once. It climbs where the next call comes from a module of a later room
than the one that was called last: the walk had to return there to go on. Each call enters the module that it calls.
"""

from __future__ import annotations

import ast
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from click.testing import CliRunner  # noqa: E402
from limits import held  # noqa: E402
from places import MODULES, room_of  # noqa: E402

from career_pathways.explorer.commands.main import main as pathways  # noqa: E402

WALK = ("next", "Butcher", "--route", "sales", "--json")


def functions(module: str) -> Iterator[tuple[int, str]]:
    """Each function of a module: how many lines it has, and where it stands."""
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield (node.end_lineno or 0) - node.lineno + 1, f"{module}:{node.lineno} {node.name}"


def deferred(module: str) -> Iterator[str]:
    """Each import within a function, but for those of __getattr__."""
    for outer in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(outer, ast.FunctionDef):
            for node in ast.walk(outer):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{module}:{node.lineno}"


def walk(store: str) -> list[tuple[str, str]]:
    """The calls from module to module, as caller and called."""
    calls: list[tuple[str, str]] = []
    files = {str(ROOT / module): module for module in MODULES}

    def of(frame: FrameType | None) -> str | None:
        """The nearest module of the product, outwards."""
        while frame is not None:
            if frame.f_code.co_filename in files:
                return files[frame.f_code.co_filename]
            frame = frame.f_back
        return None

    def note(frame: FrameType, event: str, _: Any) -> None:
        called = files.get(frame.f_code.co_filename)
        if event == "call" and called and frame.f_code.co_name not in {"<module>", "__new__", "__init__", "<lambda>"}:
            caller = of(frame.f_back)
            if caller and caller != called and (not calls or calls[-1] != (caller, called)):
                calls.append((caller, called))

    arguments = [*WALK, "--store", store]
    CliRunner().invoke(pathways, arguments, catch_exceptions=False)  # modules are imported, the store is built
    sys.setprofile(note)
    CliRunner().invoke(pathways, arguments, catch_exceptions=False)
    sys.setprofile(None)
    return calls


def main() -> None:
    lines = sum(len((ROOT / module).read_text("utf-8").splitlines()) for module in MODULES)
    longest = sorted((f for module in MODULES for f in functions(module)), reverse=True)[:5]
    late = sorted({place for module in MODULES for place in deferred(module)})
    with tempfile.TemporaryDirectory() as folder:
        calls = walk(str(Path(folder) / "pathways.kgl"))
    climbs = [
        f"{last} ↑ {caller} → {called}"
        for (_, last), (caller, called) in pairwise(calls)
        if (room_of(caller) or 0) > (room_of(last) or 0)
    ]
    entered = Counter(called for _, called in calls)
    within = [
        held("the product", lines, "lines", 17_293),
        held("the longest function", longest[0][0], f"lines: {longest[0][1]}", 60),
        held("deferred imports", len(late), "", 19),
        held(f"climbs of `pathways {' '.join(WALK)}`", len(climbs), "", 4),
    ]
    print("climbs:", *climbs, sep="\n  ")
    print(f"{len(calls)} calls; modules by how often the walk enters them:")
    print(*(f"  {times} {module}" for module, times in entered.most_common()), sep="\n")
    sys.exit(not all(within))


if __name__ == "__main__":
    main()
