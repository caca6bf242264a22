"""Answers as rows, columns, notes and JSON; no interface."""
