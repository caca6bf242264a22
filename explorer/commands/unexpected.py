"""What nobody has foreseen, in one line for whoever ran the command, and in full for whoever mends it."""

from __future__ import annotations

import os
import traceback

from career_pathways.loader.stores.store import without

DEBUG = "PATHWAYS_DEBUG"
"""Shows the traceback where it is set to anything but 0."""


def in_full() -> bool:
    """Whether somebody is to be shown all that is known of an error."""
    return os.environ.get(DEBUG, "0") not in {"", "0"}


def report(error: BaseException) -> str:
    """What is said of an error that is none of the project's, without the password that the environment holds."""
    if isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename else "cannot write the answer: "
        line = f"Error: {what}{error.strerror or error}"
    else:
        known = " ".join(str(error).split())
        line = (
            f"Error: a fault of this program, {type(error).__name__}{known and f': {known[:300]}'}. Please report it "
            f"where you have the program from, with what it says where {DEBUG}=1 is set."
        )
    if in_full():
        line = f"{''.join(traceback.format_exception(error))}{line}"
    return without(os.environ.get("NEO4J_PASSWORD"), line)
