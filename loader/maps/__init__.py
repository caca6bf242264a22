"""Any map of occupations, out of tables: a mapping file says which column is what, and no code is of one source."""
