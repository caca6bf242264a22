"""The questions: one `.cypher` file each, the rows they answer with, and how they are asked."""

from .answers import Link, Path, Row, order_key
from .library import Parameter, Query, queries, query
from .run import Answer, run

__all__ = ["Answer", "Link", "Parameter", "Path", "Query", "Row", "order_key", "queries", "query", "run"]
