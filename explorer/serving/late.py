"""A time that an answer may take: what is not there by then is ended, in the middle of whatever it does."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from career_pathways.loader.errors import StoreError

T = TypeVar("T")

SECONDS = 10.0
"""What an answer may take, as `TIMEOUT` is of a question to a store."""


class TooSlow(StoreError):
    """An answer that takes longer than a server gives it."""


class _Ended(BaseException):
    """Raised in the thread whose time is over."""


def in_time(ask: Callable[[], T], seconds: float = SECONDS) -> T:
    """What is answered within so many seconds, in a thread of its own kind. Raises TooSlow.

    What runs in C is not ended: of a store it has a time of its own, and takes no longer than that.
    """
    own, lock, done = threading.get_ident(), threading.Lock(), False

    def end() -> None:
        with lock:
            if not done:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(own), ctypes.py_object(_Ended))

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        try:
            return ask()
        finally:
            with lock:
                done = True
            timer.cancel()
    except _Ended as error:
        raise TooSlow(f"no answer within {seconds:g} seconds.", "Ask for less: fewer ways, a smaller set.") from error
