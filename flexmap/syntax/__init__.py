"""Syntax trees: the parsers, and what every reader asks of a tree."""
