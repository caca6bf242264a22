"""The two files of a release: a source distribution, and the wheel that is built of it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

from saying import said, say

ROOT = Path(__file__).parents[2]


def packed(folder: Path) -> tuple[Path, Path]:
    """Builds wheel and source distribution of the commit that is checked out, and has twine look at both.

    `folder`: where they are built, and may be left. Returns (wheel, source distribution). What is not committed is not
    in them, and is said. Ends the process where they cannot be built, or an index would not take them.
    """
    changed = _git("status", "--porcelain").decode().splitlines()
    if changed:
        say(f"files not committed, and so not in the release: {len(changed)}, such as {changed[0].split()[-1]}")
    source = folder / "source"
    with tarfile.open(fileobj=io.BytesIO(_git("archive", "HEAD"))) as archive:
        archive.extractall(source, filter="data")
    say("building the source distribution, and the wheel of it")
    moment = _git("log", "-1", "--format=%ct").decode().strip()  # the same commit makes the same wheel
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(source)]
    built = subprocess.run(
        build, env={**os.environ, "SOURCE_DATE_EPOCH": moment}, capture_output=True, text=True, check=False
    )
    if built.returncode:
        sys.exit(f"make release: nothing could be built:\n{said(built)}")
    (wheel,), (sdist,) = (folder / "dist").glob("*.whl"), (folder / "dist").glob("*.tar.gz")
    check = [sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(sdist)]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    if checked.returncode:
        sys.exit(f"make release: an index would not take what was built:\n{said(checked)}")
    return wheel, sdist


def _git(*arguments: str) -> bytes:
    """What git prints. Ends the process where this is no repository."""
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"make release: a release is made of a commit of the repository: {done.stderr.decode().strip()}")
    return done.stdout
