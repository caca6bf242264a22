"""The Java that runs Neo4j."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from career_pathways.loader.errors import LocalServerError

JAVA = 17

INSTEAD = "Or use a server of your own, as docker-compose.yml starts one: name it with NEO4J_URI"
"""What helps whoever cannot install something."""

_INSTALL_JAVA = (
    "Install Java 17 or later (Debian, Ubuntu: apt-get install openjdk-17-jre-headless, or openjdk-21-jre-headless; "
    f"macOS: brew install openjdk; Windows: winget install EclipseAdoptium.Temurin.21.JRE). {INSTEAD}."
)


def java_command() -> str:
    """The Java to run: that of JAVA_HOME, else the first on PATH. Raises LocalServerError."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")
    if found is None:
        missing = f"JAVA_HOME names {home}, which holds no bin/java" if home else "there is no `java` on PATH"
        raise LocalServerError(f"Neo4j runs on Java {JAVA} or later, and {missing}.", _INSTALL_JAVA)
    asked = subprocess.run([found, "-version"], capture_output=True, text=True, errors="replace", check=False)
    version = java_version(asked.stderr + asked.stdout)
    if version is None:  # macOS has a `java` that only says that there is none
        raise LocalServerError(f"Neo4j runs on Java {JAVA} or later, and {found} is no working Java.", _INSTALL_JAVA)
    if version < JAVA:
        which = f"{found}{' (JAVA_HOME names it)' if home else ''}"
        raise LocalServerError(f"Neo4j runs on Java {JAVA} or later, and {which} is Java {version}.", _INSTALL_JAVA)
    return found


def java_version(text: str) -> int | None:
    """What `java -version` says: `version "` [`1.`] NUMBER. None where it says none.

    >>> java_version('openjdk version "17.0.15" 2025-04-15')
    17
    >>> java_version('java version "1.8.0_392"')
    8
    """
    found = re.search(r'version "(?:1\.)?(\d+)', text)
    return int(found[1]) if found else None
