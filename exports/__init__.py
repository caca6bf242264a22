"""The map, or a part of it, for other tools: files, graphs, data frames, pictures (docs/exports.md).

`formats/` has a file for each format, `picture/` what is drawn; what several share lies beside them: `outline.py` (what
is drawn, and its colours), `tables.py`, `xml_elements.py`, `rdf.py`.
"""
