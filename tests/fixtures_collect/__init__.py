"""Packages in small, and the folder in which `collect` finds them."""
