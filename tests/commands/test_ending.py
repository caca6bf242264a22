"""How the process ends: with an exit status and one line, whatever happens, and never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from career_pathways.explorer.commands import occupations
from career_pathways.explorer.commands.main import main

ENTRY = "from career_pathways.explorer.__main__ import start; start()"
FULL = Path("/dev/full")


def started(*arguments: str, before: str = "", **more: object) -> subprocess.CompletedProcess[str]:
    """The process `pathways` with these arguments, as its entry point starts it, after what comes before."""
    command = [sys.executable, "-c", f"import sys; {before}\n{ENTRY}", *arguments]
    options: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.run(command, check=False, **(options | more))  # type: ignore[call-overload, no-any-return]


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", [["-h"], ["--version"], ["next", "-h"], ["query", "--csv"]], ids=" ".join)
def test_a_full_disk_is_one_line(arguments: list[str]) -> None:
    with FULL.open("w") as full:
        result = started(*arguments, stdout=full)
    assert (result.returncode, result.stderr) == (1, "Error: cannot write the answer: No space left on device\n")


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_where_not_even_an_error_can_be_written_the_exit_status_tells() -> None:
    with FULL.open("w") as full:
        assert started("no-such-command", stderr=full).returncode == 2


def test_a_closed_standard_output_is_one_line() -> None:
    result = started("query", before="import os; os.close(1); sys.stdout = None", stdout=None)
    assert (result.returncode, result.stderr) == (1, "Error: there is no standard output to answer on.\n")


def test_where_standard_error_is_closed_nothing_of_it_comes_among_the_results(built_store: Path) -> None:
    closed = "import os; os.close(2); sys.stderr = None"
    found = started("search", "roofer", "--csv", "--store", str(built_store))
    assert started("search", "roofer", "--csv", "--store", str(built_store), before=closed).stdout == found.stdout
    shown = started("search", "roofer", "--store", str(built_store), before=closed)
    assert "roofer-2" in shown.stdout and "technical column" not in shown.stdout
    refused = started("no-such-command", before=closed)
    assert (refused.returncode, refused.stdout) == (2, "")


class Panic(BaseException):
    """As kglite's library raises where it breaks down: no Exception."""


@pytest.mark.parametrize(
    "error", [IndexError("list index\nout of range"), Panic("at src/lib.rs"), RecursionError("too deep"), MemoryError()]
)
@pytest.mark.parametrize("debug", ["", "0", "1"])
def test_what_nobody_has_foreseen_is_one_line_and_a_traceback_only_where_it_is_asked_for(
    error: BaseException, debug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(occupations, "search_view", broken)
    result = CliRunner().invoke(main, ["search", "roofer"], env={"PATHWAYS_DEBUG": debug})
    assert (result.exit_code, result.stdout) == (1, "")
    *traceback, line = result.stderr.splitlines()
    assert line.startswith(f"Error: a fault of this program, {type(error).__name__}")
    assert "Please report it" in line and "PATHWAYS_DEBUG=1" in line
    assert bool(traceback) == (debug == "1")


def test_neither_the_line_nor_the_traceback_holds_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("the server says: no 5ecr3t of mine")

    monkeypatch.setattr(occupations, "search_view", broken)
    result = CliRunner().invoke(
        main, ["search", "roofer"], env={"PATHWAYS_DEBUG": "1", "NEO4J_PASSWORD": "5ecr3t of mine"}
    )
    assert "the server says: no …" in result.stderr
    assert "5ecr3t" not in result.stderr


INTERRUPT = "import signal; signal.raise_signal(signal.SIGINT)"
WHILE_IMPORTING = f"""
class Finder:
    def find_spec(self, name, *_):
        if name == "click":
            {INTERRUPT}
sys.meta_path.insert(0, Finder())
"""
WHILE_ANSWERING = f"""
class Finder:
    def find_spec(self, name, *_):
        if name == "career_pathways.explorer.commands.query":
            {INTERRUPT}
sys.meta_path.insert(0, Finder())
"""
WHILE_FLUSHING = f"""
class Output:
    def __getattr__(self, name):
        return getattr(sys.__stdout__, name)
    def flush(self):
        caller = sys._getframe().f_back  # none where Python itself ends
        if caller and caller.f_code.co_name == "_status":
            {INTERRUPT}
sys.stdout = Output()
"""
AT_THE_END = "import atexit, signal; atexit.register(signal.raise_signal, signal.SIGINT)"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("before", "status", "said"),
    [
        (WHILE_IMPORTING, -2, ""),
        (WHILE_ANSWERING, 130, "\nInterrupted.\n"),
        (WHILE_FLUSHING, 130, "Interrupted.\n"),
        (AT_THE_END, -2, ""),
    ],
    ids=["while it is imported", "while it answers", "while the last of the answer leaves", "at its end"],
)
def test_ctrl_c_ends_it_with_one_line_at_most_whenever_it_comes(before: str, status: int, said: str) -> None:
    """A shell shows -2, the end by SIGINT, as 130, too. After Tracer-Cloud/opensre#2748 and ethereum/trinity#1335."""
    result = started("query", "-q", before=before)
    assert (result.returncode, result.stderr) == (status, said)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_where_ctrl_c_is_ignored_it_stays_so() -> None:
    before = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{WHILE_IMPORTING}"
    assert started("--version", before=before).returncode == 0


def test_nothing_is_imported_before_ctrl_c_is_seen_to_but_what_python_needs_itself() -> None:
    """After promptfoo/modelaudit#1723: the package itself is imported before its __main__."""
    code = (
        "import sys; before = {*sys.modules}; import career_pathways.explorer.__main__; "
        "print(*sorted({*sys.modules} - before))"
    )
    isolated = os.environ | {"PYTHONPATH": ""}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=isolated)
    own = ["career_pathways", "career_pathways.explorer", "career_pathways.explorer.__main__"]
    assert [name for name in result.stdout.split() if "pathways" in name] == own
    assert not {"click", "typing", "pathlib"} & set(result.stdout.split())
