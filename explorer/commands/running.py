"""What a command that takes its time shows meanwhile, and how it ends before its end."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from career_pathways.explorer.progress import say_live, say_so


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """A terminal that is closed and a `kill` end the command as Ctrl-C does: with nothing left behind."""

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    with ExitStack() as before:
        for number in (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")):  # Windows has no SIGHUP
            if number and threading.current_thread() is threading.main_thread():
                before.callback(signal.signal, number, signal.signal(number, end))
        yield


@contextmanager
def writing_shown(output: str) -> Iterator[Callable[[int], None]]:
    """What shows, on a terminal, how much is written; from the first second on, a few times a second."""
    due, shown = time.monotonic() + 1.0, False

    def show(size: int) -> None:
        nonlocal due, shown
        if time.monotonic() >= due:
            due, shown = time.monotonic() + 0.2, True
            say_live(f"writing {Path(output).name[-40:]}: {size / 1e6:,.0f} MB")

    try:
        yield show
    finally:
        if shown:
            say_live("")


@contextmanager
def rows_shown(total: int) -> Iterator[Callable[[int], None]]:
    """What shows how many rows are written, and how many a second; where there is no terminal, one line."""
    began = due = 0.0
    done = 0

    def show(more: int) -> None:
        nonlocal began, done, due
        if not began:
            say_so(f"writing {total:,} rows")
            began = time.monotonic()
        done += more
        now = time.monotonic()
        if now >= due and done < total:
            due = now + 0.2
            rate = done / max(now - began, 0.001)
            say_live(f"writing rows: {done:,} of {total:,}, {rate:,.0f} a second")
        elif done >= total:
            say_live("")

    try:
        yield show
    finally:
        say_live("")
