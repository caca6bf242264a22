"""The map as a pair of tables in Parquet, one of nodes and one of relationships."""

from __future__ import annotations

from itertools import islice
from typing import BinaryIO

import pyarrow
from pyarrow.parquet import ParquetWriter

from career_pathways.exports.manifest import about
from career_pathways.exports.part import Part
from career_pathways.exports.tables import Table, column_values
from career_pathways.exports.text import to_json, whole_text

_ROWS = 5_000
"""In a batch, which becomes a row group: so many lie in memory at a time."""

_TYPES = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "float": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "string list": pyarrow.list_(pyarrow.string()),
    "integer list": pyarrow.list_(pyarrow.int64()),
}


def parquet_table(table: Table, part: Part, out: BinaryIO) -> None:
    """Write a table of a part as a Parquet file.

    1. Text is string, a whole number int64, another double, a truth boolean, a list a list of string or int64; a column
       may be null where some label does not have it, or where schema.py says so.
    2. What `about` tells is JSON in the file's metadata, under the key `about`.
    3. A lone surrogate, which UTF-8 has no bytes for, becomes U+FFFD.
    4. `out` is written from its beginning to its end, and stays open. Only a batch of rows lies in memory.
    """
    fields = [pyarrow.field(c.name, _TYPES[c.type], nullable=c.optional) for c in table.columns(part)]  # Rule 1
    schema = pyarrow.schema(fields, metadata={"about": whole_text(to_json(about(part)))})
    rows = table.rows(part)
    with ParquetWriter(out, schema) as writer:
        while batch := tuple(islice(rows, _ROWS)):
            arrays = [pyarrow.array(column_values(batch, f.name), f.type) for f in fields]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
