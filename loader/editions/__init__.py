"""What became of the occupations of one edition in another: evidence, then assignment, then verdicts."""
