"""Any map of occupations, out of tables: a mapping file says which column is what, and no code is of one source.

The mapping file (`mapping.py`) → its tables, row by row (`table_files.py`, `separated.py`, `tables.py`) → what they
state, in columns (`gathering.py`, `groups.py`, `stated.py`; `relating.py`, `ends.py`, `relations.py`) → ids
(`naming.py`) → what progressions come to (`wording.py`, `comparing.py`, `nearness.py`) → rows of the graph (`rows.py`),
which is never made on the way.
"""
