"""What a question in Cypher means: read once, so that the embedded store answers as Neo4j does, or refuses."""

STOP = "\N{SECTION SIGN}"
"""What begins the reason of a value that the embedded store must not go on with."""
