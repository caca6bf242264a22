"""The copy of a store that a server answers from goes with the server, also with one that was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from career_pathways.explorer.serving.copies import copy_for

HOLDS = """
import sys, time
from pathlib import Path
from career_pathways.explorer.serving.copies import copy_for
class Holder: pass
holder = Holder()
print(copy_for(holder, Path(sys.argv[1])), flush=True)
time.sleep(60)
"""


class Holder:
    """Whoever holds a copy."""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "a.kgl").write_text("a store")
    return tmp_path / "a.kgl"


def aged(copy: Path) -> Path:
    """The folder of a copy, as if it had been made some time ago."""
    long_ago = time.time() - 3600
    os.utime(copy.parent, (long_ago, long_ago))
    return copy.parent


def test_a_copy_goes_with_who_holds_it_and_no_other_takes_it_away(file: Path) -> None:
    first, second = Holder(), Holder()
    copy = copy_for(first, file)
    folder = aged(copy)
    assert copy.read_text() == "a store" and copy_for(second, file).parent != folder
    assert copy.exists()
    del first
    assert not folder.exists()


def test_what_a_killed_process_left_goes_with_the_next_copy_and_what_a_living_one_holds_stays(file: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tempfile.tempdir)}
    command = [sys.executable, "-c", HOLDS, str(file)]
    killed, living = (
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=file.parent) for _ in range(2)
    )
    assert killed.stdout and living.stdout
    left, held = (aged(Path(process.stdout.readline().strip())) for process in (killed, living))  # type: ignore[union-attr]
    killed.kill()
    killed.wait()
    assert left.exists() and held.exists()
    holder = Holder()
    copy_for(holder, file)
    assert not left.exists() and held.exists()
    living.kill()
    living.wait()


def test_what_a_process_left_that_was_killed_before_it_had_a_lock_goes_too(file: Path) -> None:
    old, new = (Path(tempfile.mkdtemp(prefix="pathways-copy-")) for _ in range(2))
    aged(old / "a.kgl")
    holder = Holder()
    copy_for(holder, file)
    assert (old.exists(), new.exists()) == (False, True)
