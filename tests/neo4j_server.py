"""A real Neo4j for the tests: the one that NEO4J_URI names, else one started from its jars, once a session.

Without Docker: the community server's jars come through Maven into the user's cache folder (116 MB, once) and
run on the machine's Java 17 or later, on a free port, with a home in a temporary folder. Where Maven or Java
is missing the tests that ask for Neo4j fail and say so; they are never skipped.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import neo4j
from platformdirs import user_cache_path

VERSION = "5.26.12"
SECONDS_TO_START = 60

_WANTED = "".join(
    f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{VERSION}</version></dependency>"
    for group, name in (("org.neo4j", "neo4j"), ("org.neo4j.app", "neo4j-server"))
)
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>career-pathways</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
  <dependencies>{_WANTED}</dependencies>
</project>
"""


@cache
def neo4j_driver() -> neo4j.Driver:
    """A driver of a running server, one for the whole session. Raises RuntimeError with what is missing."""
    if uri := os.environ.get("NEO4J_URI"):
        user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        driver = neo4j.GraphDatabase.driver(uri, auth=(user, password))
        driver.verify_connectivity()
        held = driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]
        if held:  # the tests replace the whole content
            raise RuntimeError(f"{uri} holds {held} nodes. Name an empty database for the tests, or unset NEO4J_URI.")
        atexit.register(_empty, uri, (user, password))
    else:
        driver = _started(_jars())
    atexit.register(driver.close)
    return driver


def _empty(uri: str, auth: tuple[str, str]) -> None:
    """Leave the user's database as empty as it was."""
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


def _jars() -> Path:
    """The folder of the server's jars, filled through Maven the first time."""
    folder = user_cache_path("career-pathways") / f"neo4j-{VERSION}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise RuntimeError("the tests on Neo4j need Maven (`mvn`) to fetch it, or NEO4J_URI of a server to use.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        Path(temporary, "pom.xml").write_text(_POM, encoding="utf-8")
        filled = Path(temporary, "jars")
        command = [maven, "-B", "-q", "dependency:copy-dependencies", f"-DoutputDirectory={filled}"]
        done = subprocess.run(command, cwd=temporary, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"Maven could not fetch Neo4j {VERSION}: {(done.stdout + done.stderr)[-2000:]}")
        if not folder.is_dir():  # another session may have been quicker
            filled.rename(folder)
    return folder


def _started(jars: Path) -> neo4j.Driver:
    """A driver of a new server on a free port, which ends with this process."""
    java = shutil.which("java")
    if java is None:
        raise RuntimeError("the tests on Neo4j need Java 17 or later, or NEO4J_URI of a server to use.")
    home = Path(tempfile.mkdtemp(prefix="neo4j-for-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "conf").mkdir()
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "dbms.security.auth_enabled": "false",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": "64m",
    }
    lines = [f"{name}={value}\n" for name, value in settings.items()]
    (home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
    main = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    log = home / "output.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [java, "-Xmx512m", "-cp", f"{jars}{os.sep}*", *opened, *main],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    atexit.register(server.wait)
    atexit.register(server.terminate)  # runs before the wait
    driver = neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=None)
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            driver.verify_connectivity()
            return driver
        except neo4j.exceptions.ServiceUnavailable as error:
            if server.poll() is not None or time.monotonic() > until:
                tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise RuntimeError(f"Neo4j {VERSION} does not start:\n{tail}") from error
            time.sleep(0.2)
