"""What a command that takes its time shows meanwhile, and how it ends before its end."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import ParamSpec

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


P = ParamSpec("P")


def writing_shown(output: str) -> AbstractContextManager[Callable[[int], None]]:
    """What shows, on a terminal, how much is written."""
    return shown_from_time_to_time(lambda size: f"writing {Path(output).name[-40:]}: {size / 1e6:,.0f} MB")


@contextmanager
def shown_from_time_to_time(text: Callable[P, str]) -> Iterator[Callable[P, None]]:
    """What shows a text on a terminal, made of what it is given: from the first second on, a few times a second."""
    due, shown = time.monotonic() + 1.0, False

    def show(*given: P.args, **named: P.kwargs) -> None:
        nonlocal due, shown
        if time.monotonic() >= due:
            due, shown = time.monotonic() + 0.2, True
            say_live(text(*given, **named))

    try:
        yield show
    finally:
        if shown:
            say_live("")


@contextmanager
def rows_shown() -> Iterator[Callable[[str, int, int], None]]:
    """What shows what is done with rows, how many of how many so far, and how many a second: from the first second on.

    In one line of a terminal; elsewhere a line is said once, when they are written.
    """
    first, began, due = time.monotonic(), 0.0, 0.0
    now_done = ""
    said = shown = False

    def show(doing: str, done: int, total: int) -> None:
        nonlocal began, due, now_done, said, shown
        now = time.monotonic()
        if doing != now_done:
            now_done, began = doing, now
        if now < max(due, first + 1.0) or done >= total:
            return
        due, shown = now + 0.2, True
        if doing == "writing" and not said:
            said = True
            say_live("")
            say_so(f"writing {total:,} rows")
        filled = round(20 * done / total)
        rate = f"{done:,} of {total:,} rows, {done / max(now - began, 0.001):,.0f} a second"
        say_live(f"{doing} [{'#' * filled}{'-' * (20 - filled)}] {rate}")

    try:
        yield show
    finally:
        if shown:
            say_live("")
