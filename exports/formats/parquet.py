"""The map as a pair of tables in Parquet, one of nodes and one of relationships."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow
from pyarrow.parquet import ParquetWriter

from career_pathways.exports.manifest import about
from career_pathways.exports.part import Part
from career_pathways.exports.tables import Batch, Table, rows_in, whole_values
from career_pathways.exports.text import to_json, whole_text

_ROWS = 5_000
"""Rows that are made columns at a time."""

_GROUP = 50_000
"""Rows of a row group, which lies in memory until it is written: readers take larger ones faster."""

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
    4. `out` is written from its beginning to its end, and stays open. Only a row group lies in memory.
    """
    fields = [pyarrow.field(c.name, _TYPES[c.type], nullable=c.optional) for c in table.columns(part)]  # Rule 1
    schema = pyarrow.schema(fields, metadata={"about": whole_text(to_json(about(part)))})
    with ParquetWriter(out, schema) as writer:
        held: list[pyarrow.RecordBatch] = []
        for batch in table.batches(part, _ROWS):
            held.append(pyarrow.record_batch([_array(batch, field) for field in fields], schema=schema))
            while sum(map(len, held)) >= _GROUP:
                together = pyarrow.Table.from_batches(held)
                writer.write_table(together.slice(0, _GROUP), row_group_size=_GROUP)
                held = together.slice(_GROUP).to_batches()
        if held:
            writer.write_table(pyarrow.Table.from_batches(held), row_group_size=_GROUP)


def _array(batch: Batch, field: pyarrow.Field) -> pyarrow.Array:
    if field.name not in batch:
        return pyarrow.nulls(rows_in(batch), field.type)
    try:
        return pyarrow.array(batch[field.name], field.type)
    except UnicodeEncodeError:
        return pyarrow.array(whole_values(batch[field.name]), field.type)  # Rule 3
