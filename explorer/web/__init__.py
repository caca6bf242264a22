"""The explorer in a browser: one file, and a server.

The map, what joins editions, and the words are packed for the script (`packed_map.py`, `packed_joins.py`,
`packed_words.py`), which `one_file.py` puts into one page. The server answers questions (`questions.py`) with what they
take (`parameters.py`): as an API with its description (`api.py`, `openapi.py`), and as pages of a builder that escapes
every text (`html.py`); `safety.py` says whom it answers.
"""
