"""What answers many questions of one store, whoever asks: pages, programs, assistants.

The store, changed for another where it was replaced (`served.py`), own Cypher in a process of its own (`cypher.py`), a
time that an answer may take (`late.py`).
"""
