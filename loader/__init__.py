"""From the document to a loaded graph."""
