"""Where a graph is kept and asked: in a file, or on a server."""
