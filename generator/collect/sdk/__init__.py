"""The Python management package: operations, models and requests, read from its source."""
