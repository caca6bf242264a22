"""Where the store is, as a user says it: a file, the address of a Neo4j server, or the local server."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from career_pathways.loader.errors import NoConnection, WrongAddress
from career_pathways.loader.files import read_bytes
from career_pathways.loader.stores.opening import opened
from career_pathways.loader.stores.store import NAMES_A_SECRET, Store, Target, in_plain, shown_address

ENVIRONMENT_VARIABLE = "PATHWAYS_STORE"
"""Names the user's store, a file or the address of a Neo4j, where the command does not."""

EDITION_VARIABLE = "PATHWAYS_EDITION"
"""Names the edition that is asked, where the command does not."""

LOCAL = "local"
"""The name, as a store, of the Neo4j of this machine that the program itself starts."""

LARGEST_PASSWORD_FILE = 10_000
"""Bytes of a file with a password: much more than one, and room for remarks below it."""


class Address(NamedTuple):
    """Where the store is, as a user says it."""

    text: str | None
    """A file, an address of a Neo4j server, LOCAL, or None for what the environment says."""
    password_file: Path | None = None
    edition: str | None = None
    """One of several editions there, by its name; None for what the environment says."""

    @property
    def named(self) -> str:
        """What the user or the environment names; "" where neither does, and the store is the user's own."""
        return self.text or os.environ.get(ENVIRONMENT_VARIABLE) or ""

    def resolved(self) -> Path | Target:
        """The file or the database that is meant. Raises WrongAddress."""
        address = self.named
        if self.text == "":  # a variable of a shell that is not set: no other store is meant
            raise WrongAddress("the name of the store is empty.", "Name one, or leave {store} out.")
        if address == LOCAL:
            if self.password_file:
                raise WrongAddress("the local server has a password file of its own.", "Leave out {password_file}.")
            return _local()
        if "://" in address:
            return target(address, self.password_file)
        if is_like_an_address(address) or address.lower() == LOCAL:
            raise WrongAddress(
                f"{shown_address(address)}: a file, or a server? A server is like bolt://localhost:7687, or {LOCAL}, "
                "and has neither user nor password in its address; where it is the name of a file, begin it with ./"
            )
        if self.password_file:
            raise WrongAddress("a password file belongs to a store on a server.", "Name one with {store}.")
        return Path(address).expanduser() if address else own_store()

    def opened(self) -> Store:
        """The store that is meant, not yet connected to. Raises WrongAddress."""
        return opened(self.resolved(), self.edition_named)

    @property
    def edition_named(self) -> str | None:
        """The edition that the user or the environment names."""
        return self.edition or os.environ.get(EDITION_VARIABLE) or None


def is_like_an_address(text: str) -> bool:
    r"""Whether a text was meant as the address of a server, however wrong, and is therefore no name of a file.

    What begins with ./ or /, and what begins with a letter for a drive of Windows, is the name of a file unless it
    holds ://. What is too long to be one is taken for an address, and not shown either.

    >>> [is_like_an_address(text) for text in ("neo4j:secret@host", "localhost:7687", "jdbc:neo4j:bolt:x", "//u:p@h")]
    [True, True, True, True]
    >>> [is_like_an_address(text) for text in ("maps.kgl", "./localhost:7687", "me@home.kgl", "C:\\maps@home.kgl")]
    [False, False, False, False]
    """
    plain = in_plain(text)
    if len(text) > LONGEST or "://" in plain:
        return True
    return not {":", "="}.isdisjoint(plain) and bool(re.search(_ADDRESS, re.sub(r"^[^\w/\\.~]+", "", plain)))


LONGEST = 4_096
"""Characters; of a name of a file that is as long as Linux takes one."""

_ADDRESS = rf"""(?xis)
      ^ (?:jdbc|(?:bolt|neo4j|https?) (?:\+s|\+ssc)?) :         # one of these, and what follows is not written right
    | ^ \w [\w+.-]+ : [/\\]                                     # another, as in bolt:/localhost; C:/ is a drive
    | ^ (?://)? (?!\w:[/\\]) [^/\\]* : .* @                      # user and password
    | ^ [^/\\]* @ [^/\\]* : \d+ (?:$|[/?\#])                    # a user, and a port
    | ^ [\w.-]+ : \d+ (?:$|[/?\#])                              # a host, and a port
    | ^ (?!\.{{0,2}}/[^/]) .* [?&;\#] \w* {NAMES_A_SECRET} \w* =    # a password by its name
    """
"""Each holds a colon or an equals sign; compiled where a text has one."""


def own_store() -> Path:
    """Where the user's own store is where nobody says otherwise.

    The folder is what the system keeps for such things: `~/.local/share/career-pathways` on Linux,
    `~/Library/Application Support/career-pathways` on macOS, `%LOCALAPPDATA%\\career-pathways` on Windows.
    """
    from platformdirs import user_data_path  # noqa: PLC0415 -- 10 ms, often not needed

    return user_data_path("career-pathways", appauthor=False) / "pathways.kgl"


def target(uri: str, password_file: Path | None) -> Target:
    """The database at `uri`, with user, password and database as the environment says. Raises WrongAddress."""
    if password_file is None:
        password = os.environ.get("NEO4J_PASSWORD") or None
    else:
        content = read_bytes(
            password_file, LARGEST_PASSWORD_FILE, WrongAddress, "Write the password into a file's first line."
        )
        try:
            password = content.decode("utf-8-sig").partition("\n")[0].rstrip("\r")
        except UnicodeDecodeError as error:
            raise WrongAddress(f"{password_file}: the password cannot be read: it is not text.") from error
        if not password:
            raise WrongAddress(f"{password_file}: the file holds no password. Write it into the first line.")
    scheme, separator, rest = uri.partition("://")
    place, _, routing = rest.partition("?")
    return Target(
        uri=f"{scheme.lower()}{separator}{place if routing else rest}",
        routing=routing,
        username=os.environ.get("NEO4J_USERNAME") or "neo4j",
        password=password,
        database=os.environ.get("NEO4J_DATABASE") or None,
    )


def _local() -> Target:
    from career_pathways.explorer.local_neo4j.server import status  # noqa: PLC0415 -- imports what only a server needs

    server = status()
    if server is None or server.pid is None:
        raise NoConnection("the local Neo4j does not run.", "Start it with {start_neo4j}.")
    password = server.password_file.read_text(encoding="utf-8").strip()
    return Target(uri=server.uri, username=server.username, password=password)
