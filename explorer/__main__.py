"""The process `pathways`, the same as `python -m career_pathways.explorer`, from its first line to its last."""

from __future__ import annotations

import signal
import sys


def start() -> None:
    """Run `pathways`.

    While its command is imported, and after it has ended, there is nothing to clear away: Ctrl-C then ends the process
    at once and without a word, as it would any other program.
    """
    interrupt = signal.getsignal(signal.SIGINT)
    if interrupt is signal.default_int_handler:  # not where the shell has it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from career_pathways.explorer.commands import main  # noqa: PLC0415 -- Ctrl-C comes during it

    try:
        signal.signal(signal.SIGINT, interrupt)
        main.start()
    except KeyboardInterrupt:
        sys.exit(main.INTERRUPTED)
    finally:
        if interrupt is signal.default_int_handler:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    start()
