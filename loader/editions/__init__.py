"""What became of the occupations of one edition in another.

`listed.py` (standards and their options) → `evidence.py` (by code, number, title) → `assignment.py` → `likeness.py` (by
words) → `links.py` → `changes.py`. `former_titles.tsv` has what numbers were called, `became-2017-2026.tsv` what no
evidence settles; `packaged.py` names the editions that the package brings, and `2026/` has the tables of one.
"""
