"""`python -m career_pathways.explorer`, the same as `pathways`."""

from career_pathways.explorer.commands.main import start

start()
