"""The jars of a Neo4j server, in the user's cache folder: fetched from Maven Central once for a version, then checked.

Beside the jars of a version lie their SHA256SUMS.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from platformdirs import user_cache_path

from career_pathways.explorer.progress import Say, say_live, say_so
from career_pathways.loader.errors import LocalServerError

from .home import locked
from .process import INSTEAD, line_by_line

VERSION = "5.26.12"
"""Of Neo4j, where neither the user nor the data asks for another."""

SUMS = "b07f814d940f46cc86e7dd52d5d286ce9162c92c1f4e9ec50ccefda5eb1c3403"
"""The SHA-256 of SHA256SUMS, which holds that of every jar of VERSION; the same on all systems and with every Java."""

BROWSER = "5.24.0"
"""Of the Neo4j Browser: the last one in Maven Central. Its jar is a folder of web pages, which the server serves."""

MEGABYTES = 131
"""What is fetched once for a version."""
JARS = 215
"""About how many they are; VERSION has so many."""

_MAVEN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
"""Pinned: Maven brings another one in each of its versions."""
_ARTIFACTS = (("org.neo4j", "neo4j"), ("org.neo4j.app", "neo4j-server"), ("org.neo4j.client", "neo4j-browser"))
_INSTALL_MAVEN = (
    "Install Maven (Debian, Ubuntu: apt-get install maven; macOS: brew install maven; Windows: choco install maven); "
    f"it is needed once. {INSTEAD}."
)
_HOST = re.compile(r"\w+://\S+|\S+/\d+(?:\.\d+){3}\S*|\b[\w-]+(?:\.[\w-]+)+:\d+\b(?!\.)|(?<=from/to )\S+")
"""An address, a name with its number, a name with its port, and what Maven's settings call a mirror."""


def server_jars(version: str = VERSION, *, say: Say = say_so, live: Say = say_live) -> Path:
    """The folder of the server's jars, whole and unchanged; fetched where there is none. Raises LocalServerError."""
    folder = user_cache_path("career-pathways", appauthor=False) / f"neo4j-{version}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.with_name(f".{folder.name}.lock"), say):
        damage = damage_of(folder, version)
        if damage is None:
            return folder
        if folder.exists():
            say(f"{folder}: {damage}; fetching the jars anew.")
        for left in folder.parent.glob(f".{folder.name}.*/"):  # by one that was killed
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
            fetched = _fetched(version, Path(temporary), say, live)
            if wrong := damage_of(fetched, version):
                raise LocalServerError(
                    f"Maven gives another Neo4j {version} than it should: {wrong}.",
                    "Delete Maven's own folder ~/.m2/repository, where damage would stay, and start again.",
                )
            if folder.exists():
                folder.rename(Path(temporary, "old"))
            fetched.rename(folder)
    return folder


def damage_of(folder: Path, version: str) -> str | None:
    """What is wrong with the jars in `folder`; None where they are those that were fetched.

    Nothing else lies beside them, under whatever name, and none is a link. Those of VERSION are besides those that this
    program knows. Of another version the checksums are Maven's.
    """
    try:
        listed = (folder / "SHA256SUMS").read_bytes()
    except FileNotFoundError:
        return "no SHA256SUMS"
    if version == VERSION and hashlib.sha256(listed).hexdigest() != SUMS:
        return f"SHA256SUMS is not that of Neo4j {VERSION}"
    try:
        sums = {name: digest for digest, name in (line.split("  ") for line in listed.decode("utf-8").splitlines())}
    except ValueError:
        return "SHA256SUMS is damaged"
    found = {file.name: file.is_file() and not file.is_symlink() for file in folder.iterdir()}
    del found["SHA256SUMS"]
    if odd := sorted(sums.keys() ^ found.keys()):
        return f"{odd[0]} {'is missing' if odd[0] in sums else 'does not belong there'}"
    if odd := sorted(name for name, own in found.items() if not own):
        return f"{odd[0]} is not a file of its own"
    return next((f"{name} has changed" for name in sorted(sums) if _digest(folder / name) != sums[name]), None)


def class_path(folder: Path) -> str:
    """The jars of a folder, each by its name: Java takes `folder/*` for all that ends so, in capitals too."""
    return os.pathsep.join(map(str, sorted(folder.glob("*.jar"))))


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _fetched(version: str, temporary: Path, say: Say, live: Say) -> Path:
    """A new folder in `temporary` with the server's jars and their SHA256SUMS. Raises LocalServerError."""
    maven = shutil.which("mvn")
    if maven is None:
        missing = f"Neo4j {version} is fetched with Maven, and there is no `mvn` on PATH."
        raise LocalServerError(missing, _INSTALL_MAVEN)
    (temporary / "pom.xml").write_text(_pom(version), encoding="utf-8")
    folder = temporary / "jars"
    command = [
        *(maven, _MAVEN, f"-DoutputDirectory={folder}", "--batch-mode", "-Dstyle.color=never", "--strict-checksums"),
        "--update-snapshots",  # asks again for what once was not there
        *("-Daether.connector.requestTimeout=60000", "-Dmaven.wagon.rto=60000"),  # half an hour by default
    ]
    say(f"Fetching Neo4j {version} from Maven Central, {MEGABYTES} MB, once …")
    begun = time.monotonic()
    output: list[str] = []
    fetched = 0
    with subprocess.Popen(
        command,
        cwd=temporary,
        **line_by_line(),
    ) as process:
        try:
            assert process.stdout
            for line in process.stdout:
                output.append(line)
                if re.search(r"Downloaded .*\.jar\b", line) and fetched < JARS:  # then follow those of Maven's plugin
                    fetched += 1
                    live(f"  {fetched} of about {JARS} jars")
        except BaseException:
            with suppress(psutil.NoSuchProcess):  # Ctrl-C reaches them too
                for child in psutil.Process(process.pid).children(recursive=True):  # on Windows mvn is a script
                    child.kill()
            process.kill()
            raise
        finally:
            live("")
    if process.returncode != 0:
        why, cure = maven_failure(output)
        raise LocalServerError(f"Neo4j {version} cannot be fetched: {why}", cure)
    jars = sorted(folder.glob("*.jar"), key=lambda jar: jar.name)  # as texts: Windows sorts paths otherwise
    sums = "".join(f"{_digest(jar)}  {jar.name}\n" for jar in jars)
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    say(f"Fetched {len(jars)} jars in {time.monotonic() - begun:.0f} s.")
    return folder


def _pom(version: str) -> str:
    wanted = "".join(
        f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId>"
        f"<version>{BROWSER if name == 'neo4j-browser' else version}</version></dependency>"
        for group, name in _ARTIFACTS
    )
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>career-pathways</groupId><artifactId>local-server</artifactId><version>1</version>"
        f"<dependencies>{wanted}</dependencies></project>\n"
    )


def maven_failure(output: Sequence[str]) -> tuple[str, str]:
    """Why Maven failed, out of what it printed without the hosts that it asked; and a template of the cure.

    >>> maven_failure(["[ERROR] Could not find artifact org.neo4j:neo4j:jar:5.26.99 in central (https://a.example/m)"])
    ('Maven Central has no org.neo4j:neo4j:jar:5.26.99.', 'Name another with {version}.')
    """
    errors = [line.removeprefix("[ERROR]").strip() for line in output if line.startswith("[ERROR]")]
    said = " ".join(errors)
    if missing := re.search(r"(?:find artifact (\S+)|(\S+) was not found) in", said):
        return f"Maven Central has no {missing[1] or missing[2]}.", "Name another with {version}."
    if "hecksum" in said:
        return "what came is not what its checksum says.", "Start again."
    if "No space left" in said:
        return "there is no room left on the disk.", ""
    if re.search(r"Could not transfer|Cannot access|Unknown host|[Cc]onnect|[Tt]imed out|not known", said):
        cure = f"Check the network, and the proxy or the mirror in Maven's own settings.xml. {INSTEAD}."
        return "Maven does not reach Maven Central.", cure
    last = errors[0] if errors else next((line.strip() for line in reversed(output) if line.strip()), "nothing")
    return f"Maven says: {_HOST.sub('…', last.removesuffix('-> [Help 1]').strip())}", ""
