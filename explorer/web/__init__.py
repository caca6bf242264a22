"""The explorer in a browser: what it is given."""
