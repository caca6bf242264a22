"""One polite connection to an API that answers in JSON. No maps here.

1. One connection, one question at a time, a pause after each.
2. What passes (429, 5xx, an answer cut short, a lost connection) is asked again, MOST_TRIES times in all. The wait is
   what Retry-After says, else FIRST_WAIT, doubled each time.
3. The key goes into one header and nowhere else: no error shows what the server wrote, no redirection is followed, and
   an answer that repeats the key is refused.
4. The proxy that HTTPS_PROXY names, where NO_PROXY does not except the host, is asked for a tunnel: it learns the name
   of the host, and neither question nor key.
"""

from __future__ import annotations

import http.client
import json
import re
import time
from base64 import b64encode
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from career_pathways.loader.errors import FetchError, WrongKey

MOST_TRIES = 6
"""Of one question."""

FIRST_WAIT = 1.0
"""Seconds, where the server says none."""

LONGEST_WAIT = 300.0
"""Seconds; a server that asks for more is left alone."""

PAUSE = 0.1
"""Seconds between two questions; the limit of the API is not published."""

LARGEST = 50_000_000
"""Bytes of one answer."""

_TIMEOUT = 60.0
"""Seconds without a word of the server."""

_SHORTEST_KEY = 8
"""Characters; a shorter one would be found in any answer."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Passing(Exception):
    """What may be otherwise when it is asked again: the reason, and the seconds that the server asks for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        """`wait`: None where the server says nothing."""
        super().__init__(reason)
        self.reason, self.wait = reason, wait


class Connection:
    """A connection to an API with the key of a user."""

    def __init__(self, base: str, key: str, *, sleep: Callable[[float], None] = time.sleep) -> None:
        """Nothing is asked yet.

        Raises WrongKey for what cannot be a key, FetchError for an address without TLS and for what is no proxy.
        """
        self._key = key.strip()
        if len(self._key) < _SHORTEST_KEY or not self._key.isascii() or not self._key.isprintable() or " " in self._key:
            raise WrongKey("this is not a key: one has 8 characters or more, and no space.", "Give it {key}.")
        address = urlsplit(base)
        host = address.hostname or ""
        if address.scheme != "https" and host not in _LOOPBACK:  # the key would travel in plain
            raise FetchError("the address of the API does not begin with https://.")
        proxy = _proxy(host) if address.scheme == "https" else None
        self._by = f" by the proxy {proxy.hostname}" if proxy else ""
        self._connection = _connection(address, proxy)
        self._root = address.path.rstrip("/")
        self._sleep = sleep

    def close(self) -> None:
        """End it."""
        self._connection.close()

    def answer(self, path: str) -> Any:
        """What the API answers at a path, None where there is nothing (404). Raises FetchError, WrongKey."""
        for tried in range(1, MOST_TRIES + 1):
            try:
                found = self._asked(path)
            except Passing as passing:
                reason = passing.reason
                wait = FIRST_WAIT * 2 ** (tried - 1) if passing.wait is None else passing.wait
                if tried == MOST_TRIES or wait > LONGEST_WAIT:
                    break
                self._sleep(wait)
            else:
                self._sleep(PAUSE)
                return found
        fact = f"{path}: {reason}, after {tried} {'try' if tried == 1 else 'tries'}."
        raise FetchError(fact, "What is there stays; the same command goes on from it later.")

    def _asked(self, path: str) -> Any:
        try:
            headers = {"X-API-KEY": self._key, "Accept": "application/json", "User-Agent": "career-pathways"}
            self._connection.request("GET", self._root + path, headers=headers)
            answer = self._connection.getresponse()
            body = answer.read(LARGEST + 1)
        except http.client.IncompleteRead as error:
            self._connection.close()
            raise Passing("the answer was cut short") from error
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            tunnel = re.match(r"Tunnel connection failed: (\d{3})", str(error))
            if tunnel and tunnel[1].startswith("4"):
                fact = f"{path}: no answer{self._by}, which refuses (status {tunnel[1]})."
                cure = "Does it ask for a user and a password? HTTPS_PROXY has them before its name."
                raise FetchError(fact, cure) from error
            why = f"status {tunnel[1]}" if tunnel else getattr(error, "strerror", None) or type(error).__name__
            raise Passing(f"no answer{self._by} ({why})") from error
        if len(body) > LARGEST:
            self._connection.close()
            raise FetchError(f"{path}: more than {LARGEST:,} bytes.")
        self._check_status(path, answer)
        if answer.status == 404:
            return None
        if answer.length:  # read(n) says nothing of what is missing
            self._connection.close()
            raise Passing("the answer was cut short")
        return self._content(path, body)

    @staticmethod
    def _check_status(path: str, answer: http.client.HTTPResponse) -> None:
        status = answer.status
        if status in {401, 403}:
            raise WrongKey(f"{path}: the key was refused (status {status}).", "Give a key that is valid {key}.")
        if status == 429 or status >= 500:
            raise Passing(f"the server answers with status {status}", _seconds(answer.headers.get("Retry-After")))
        if status not in {200, 404}:
            raise FetchError(f"{path}: the server answers with status {status}.", "Has the API moved, or changed?")

    def _content(self, path: str, body: bytes) -> Any:
        if self._key.encode() in body:
            raise FetchError(f"{path}: the answer repeats the key, and is not kept.")
        try:
            return json.loads(body.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise Passing(f"the answer is not whole JSON ({len(body):,} bytes)") from error


def _proxy(host: str) -> SplitResult | None:
    """The proxy by which a host is asked (rule 4); None where there is none. Raises FetchError for what is no proxy."""
    named = getproxies().get("https")
    if not named or proxy_bypass(host):
        return None
    try:
        proxy = urlsplit(named if "://" in named else f"http://{named}")
        name = re.fullmatch(rb"[\w.:%-]+", (proxy.hostname or "").encode("idna"))
        ends = proxy.path in {"", "/"} and not proxy.query and not proxy.fragment  # "@" may come behind: no name then
        is_one = proxy.scheme == "http" and name and proxy.port != 0 and ends
    except ValueError:  # its name or its port is none
        is_one = False
    if not is_one:  # which may hold a password, and is not shown
        fact = "what HTTPS_PROXY names is no proxy that is asked over http."
        raise FetchError(fact, "Write http://HOST:PORT, or put the host of the API into NO_PROXY.")
    return proxy


def _connection(address: SplitResult, proxy: SplitResult | None) -> http.client.HTTPConnection:
    host = address.hostname or ""
    if proxy is None:
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        return kind(host, address.port, timeout=_TIMEOUT)
    connection = http.client.HTTPSConnection(proxy.hostname or "", proxy.port or 80, timeout=_TIMEOUT)
    user = f"{unquote(proxy.username or '')}:{unquote(proxy.password or '')}".encode()
    known = {"Proxy-Authorization": f"Basic {b64encode(user).decode()}"} if proxy.username else {}
    connection.set_tunnel(host, address.port, known)
    return connection


def _seconds(text: str | None) -> float | None:
    """What Retry-After says, as a number of seconds or a date; None where it says neither."""
    if text is None:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
