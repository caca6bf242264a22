"""The house in figures: its size, its longest functions, its deferred imports, and the walk of a name to its answer.

python benchmarks/house.py

The walk is that of an occupation's name from the command to its answer: the calls from one module of the product to
another, in time, that pass the name on, or the id that it becomes; a call made again and again, as for each row,
counts once. It climbs where the next call comes from a module of a later room than the one that was called last: the
walk had to return there to go on. Each call enters the module that it calls. Beside it all calls of the command are
counted, those that open the store and show the answer too.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from itertools import groupby, pairwise
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from click.testing import CliRunner  # noqa: E402
from limits import held  # noqa: E402
from places import MODULES, deferred_imports, functions, room_of  # noqa: E402

from career_pathways.explorer.commands.main import main as pathways  # noqa: E402

WALK = ("next", "Butcher", "--route", "sales", "--json")
BECOMES = {"Butcher", "butcher", "sales-and-marketing-and-procurement/butcher-2"}
"""The name, as it is written and folded, and the id that it becomes."""


def carries(value: Any) -> bool:
    """Whether a value is the name, or holds it."""
    if isinstance(value, str):
        return value in BECOMES
    if isinstance(value, dict):
        return any(map(carries, value.values()))
    return isinstance(value, tuple | list) and any(map(carries, value[:50]))


def walk(store: str) -> list[tuple[str, str, bool]]:
    """The calls from module to module: caller, called, and whether it passes the name on."""
    calls: list[tuple[str, str, bool]] = []
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
            if caller and caller != called:
                calls.append((caller, called, any(map(carries, list(frame.f_locals.values())))))

    arguments = [*WALK, "--store", store]
    CliRunner().invoke(pathways, arguments, catch_exceptions=False)  # modules are imported, the store is built
    sys.setprofile(note)
    CliRunner().invoke(pathways, arguments, catch_exceptions=False)
    sys.setprofile(None)
    return calls


def distinct(calls: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The calls, those that follow the same call left out."""
    return [call for call, _ in groupby(calls)]


def climbs(calls: list[tuple[str, str]]) -> list[str]:
    """Where the walk had to return to a later room before it went on."""
    return [
        f"{last} ↑ {caller} → {called}"
        for (_, last), (caller, called) in pairwise(calls)
        if (room_of(caller) or 0) > (room_of(last) or 0)
    ]


def main() -> None:
    lines = sum(len((ROOT / module).read_text("utf-8").splitlines()) for module in MODULES)
    length, place = max(f for module in MODULES for f in functions(module))
    late = [line for module in MODULES for line in deferred_imports(module)]
    with tempfile.TemporaryDirectory() as folder:
        calls = walk(str(Path(folder) / "pathways.kgl"))
    whole = distinct((caller, called) for caller, called, _ in calls)
    name = distinct((caller, called) for caller, called, carried in calls if carried)
    within = [
        held("the product", lines, "lines", 17_293),
        held("the longest function", length, f"lines: {place}", 60),
        held("deferred imports", len(late), "", 19),
        held(f"climbs of the name in `pathways {' '.join(WALK)}`", len(climbs(name)), "", 4),
    ]
    print(f"its walk, {len(name)} calls:", *(f"{caller} → {called}" for caller, called in name), sep="\n  ")
    print("it climbs:", *climbs(name), sep="\n  ")
    entered = Counter(called for _, called in name)
    again = [f"{module} {times} times" for module, times in entered.most_common() if times > 1]
    print("it enters more than once:", ", ".join(again) or "none")
    print(f"the whole command: {len(whole)} calls, {len(climbs(whole))} climbs")
    sys.exit(not all(within))


if __name__ == "__main__":
    main()
