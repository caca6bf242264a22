"""A Neo4j of the user's own on this machine."""
