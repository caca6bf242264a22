"""The explorer for assistants: its questions as tools of the Model Context Protocol.

The tools (`tools.py`) answer in one form (`envelope.py`), over standard input and output (`stdio.py`).
"""
