"""The map, or a path through it, drawn."""
