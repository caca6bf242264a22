"""The questions: one `.cypher` file each, the records they answer with, and how they are asked.

`library.py` reads a question, `run.py` asks it, `rows/` has its records. Names are understood as the map has them
(`naming.py`) or as people say them (`understanding.py`, `searching.py`, `everyday_titles.tsv`); `among.py` decides what
may be in an answer. `ways.py` asks a store for ways through the map, `whole_graph.py` answers them in memory, with what
Cypher has no question for: paths with conditions, gaps, what differs. `edition_changes.py` compares two editions of a
store; `arrays/` and `on_spark.py` answer for maps of any size.
"""
