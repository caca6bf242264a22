"""A Catalogue to a graph: built, what follows from its layout, what if."""
