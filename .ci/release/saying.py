"""What is told while a release is made: on standard error, so that standard output has the table alone."""

from __future__ import annotations

import subprocess
import sys


def say(what: str) -> None:
    """What is being done, in one line."""
    print(f"make release: {what}", file=sys.stderr, flush=True)


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The last that a program said, for an error."""
    return "\n".join((done.stderr.strip() or done.stdout.strip() or "nothing was said").splitlines()[-15:])
