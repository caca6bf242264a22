"""Colours for blocks of the languages that Pygments lacks, or does not know as they are written today."""

from __future__ import annotations

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, Whitespace

_KEYWORDS = """ALL AND ANY AS ASC ASCENDING BY CALL CASE CONSTRAINT CONTAINS COUNT CREATE CYPHER DELETE DESC
DESCENDING DETACH DISTINCT DROP ELSE END ENDS EXISTS EXPLAIN FOR FOREACH IF IN INDEX IS LIMIT LOAD MATCH MERGE NONE NOT
NULL OF ON OPTIONAL
OR ORDER PROFILE REMOVE REQUIRE RETURN ROWS SET SHOW SINGLE SKIP STARTS THEN TRANSACTIONS UNION UNIQUE UNWIND USE USING
WHEN WHERE WITH XOR YIELD"""


class CypherLexer(RegexLexer):
    """Cypher, with parameters, subqueries and the commands of Neo4j Browser."""

    name = "Cypher"
    aliases = ("cypher",)
    tokens = {  # noqa: RUF012 -- as Pygments has it
        "root": [
            (r"\s+", Whitespace),
            (r"//.*?$", Comment.Single),
            (r"/\*(.|\n)*?\*/", Comment.Multiline),
            (r"^:(use|params?)\b", Keyword),
            (r"'(\\.|[^'\\])*'|\"(\\.|[^\"\\])*\"", String),
            (r"`[^`]*`", Name),
            (r"\$\w+", Name.Variable),
            (r"(?<=[\w)(\[|&!:]):?\b[A-Z]+_[A-Z_]+\b", Name.Class),
            (r":[A-Za-z]\w*", Name.Class),
            (r"\d+(\.\d+)?", Number),
            (words(_KEYWORDS.split(), prefix=r"(?i)\b", suffix=r"\b"), Keyword),
            (r"\b(?i:true|false)\b", Keyword.Constant),
            (r"\w+(?=\()", Name.Function),
            (r"\w+", Name),
            (r"[-+*/%^<>=|&!]+", Operator),
            (r"[()\[\]{},.;:]", Punctuation),
            (r".", Text),
        ]
    }


class CsvLexer(RegexLexer):
    """Comma-separated values: what is quoted, and what parts the cells."""

    name = "CSV"
    aliases = ("csv",)
    tokens = {  # noqa: RUF012 -- as Pygments has it
        "root": [(r'"(""|[^"])*"', String), (r",", Punctuation), (r'[^",]+', Text), (r".", Text)],
    }


class MermaidLexer(RegexLexer):
    """A flowchart of Mermaid: its nodes, arrows and the texts on them."""

    name = "Mermaid"
    aliases = ("mermaid",)
    tokens = {  # noqa: RUF012 -- as Pygments has it
        "root": [
            (r"\s+", Whitespace),
            (r"%%.*?$", Comment.Single),
            (r"^(flowchart|graph)\b.*?$", Keyword),
            (r'"[^"]*"', String),
            (r"[-=.]+>?", Operator),
            (r"[\w/]+", Name),
            (r".", Punctuation),
        ]
    }


LEXERS = (CypherLexer, CsvLexer, MermaidLexer)
