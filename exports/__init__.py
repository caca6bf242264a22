"""The map, or a part of it, for other tools: files, graphs, data frames, pictures (docs/exports.md)."""
