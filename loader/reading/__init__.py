"""The document's text to a Catalogue: blocks, markup, cells, tokens, cutting, entries."""
