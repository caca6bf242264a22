"""Today's maps over the network, as tables that `loader/maps/` reads, which knows no source.

`asking.py` is one polite connection, `skills_england.py` what one publisher's API answers, checked and kept.
"""
