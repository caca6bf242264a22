"""`python -m career_pathways.explorer`, the same as `pathways`."""

from .cli import main

main(prog_name="pathways")
