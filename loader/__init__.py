"""From the text of a document to a store that holds its graph."""
