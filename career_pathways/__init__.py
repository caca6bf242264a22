"""The UK occupational maps of December 2017 as a graph that answers questions."""

__version__ = "0.1.0"
