"""The configuration of a local server: neo4j.conf, for free ports of this machine."""

from __future__ import annotations

import socket
import sys
from contextlib import ExitStack


def configuration(bolt: int, http: int) -> str:
    """neo4j.conf: Bolt and the Browser's pages for this machine only, and nothing else. Neo4j refuses unknown names."""
    settings = {
        "server.config.strict_validation.enabled": "true",
        "server.default_listen_address": "127.0.0.1",
        "server.default_advertised_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.enabled": "true",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.http.advertised_address": f"127.0.0.1:{http}",
        "server.http_enabled_modules": "BROWSER",  # its pages speak Bolt, so no query needs to come in by HTTP
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "server.directories.import": "import",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "db.logs.query.enabled": "OFF",  # it would hold what people ask, with their parameters
        "db.transaction.timeout": "10m",
        "db.tx_log.preallocate": "false",  # it would take 256 MB for each of two empty databases
        "server.memory.pagecache.size": "128m",  # the graph takes a few megabytes; the default is half the memory
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def free_ports(*wanted: int | None) -> list[int]:
    """As many free ports of 127.0.0.1, the wanted ones where they are still free."""
    ports = []
    with ExitStack() as held:  # all at once, so that they differ
        for port in wanted:
            one = held.enter_context(socket.socket())
            if sys.platform != "win32":  # there it would let two servers share a port
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port or 0))
            except OSError:
                one.bind(("127.0.0.1", 0))
            ports.append(one.getsockname()[1])
    return ports
