"""The document's text to a Catalogue, as `reader.py` conducts it.

pieces (tags and references) → records (`separated.py`, `html_tables.py`) → blocks → markup → cells → tables → columns →
tokens (with `levels.py`) → boundaries → vocabulary → evidence → cutting → entries. `coverage.py` gives each character
its owner, `curated.py` applies what `lookups/` settles.
"""
