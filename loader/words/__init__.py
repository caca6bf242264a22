"""English words, and no map: roles, trades, titles."""
