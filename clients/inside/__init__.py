"""What runs under the Python of the package that is tried.

It imports the standard library, that package and what it brings, and nothing else of the project.
"""
