"""Values as the text of a file: JSON, what XML can say, UTF-8."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

to_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
"""A value as JSON in one line, lone surrogates as they are. Raises ValueError for a number that JSON has not."""

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_URL = re.compile(r"https?://[^\s()]+")


def whole_text(text: str) -> str:
    """The text with U+FFFD for lone surrogates, which UTF-8 has no bytes for."""
    return _SURROGATE.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """The text with U+FFFD for what XML 1.0 has no way to say: control characters, U+FFFE, U+FFFF, lone surrogates."""
    return _NOT_XML.sub("\ufffd", text)


def url_in(text: str) -> str | None:
    """The first address of the web in a text, None where there is none.

    >>> url_in("the Open Government Licence (https://www.nationalarchives.gov.uk/), version 3")
    'https://www.nationalarchives.gov.uk/'
    """
    found = _URL.search(text)
    return found and found[0]


def scalar(value: Any) -> Any:
    """A value where lists cannot be said: a list as JSON text, the rest as it is.

    >>> scalar(["Beef", "Pork"])
    '["Beef", "Pork"]'
    """
    return to_json(value) if isinstance(value, list) else value


def as_text(value: Any) -> str:
    """A value that is not null as text, so that it can be read back by its type: `true` and `false`, JSON for a list.

    >>> as_text(True), as_text(0.25), as_text(["Beef"])
    ('true', '0.25', '["Beef"]')
    """
    if isinstance(value, str):
        return value
    return repr(value) if type(value) in {int, float} else to_json(value)


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The items of a JSON list, each on a line of its own."""
    between = "\n"
    for row in rows:
        yield between + to_json(row)
        between = ",\n"
    yield "\n"


def printable(text: str) -> str:
    """The text with U+FFFD for what cannot be printed, so that it is one line of a comment.

    >>> printable("a\\u2028b")
    'a\ufffdb'
    """
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def write_text(out: BinaryIO, texts: Iterable[str]) -> None:
    """Write the texts one after the other, in UTF-8; lone surrogates as `whole_text` has them."""
    for text in texts:
        try:
            data = text.encode()
        except UnicodeEncodeError:
            data = whole_text(text).encode()
        out.write(data)
