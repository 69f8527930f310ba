"""Recorded runs of the real service to rows of `data/observations/`."""

from generator.collect.observe.run import observe

__all__ = ["observe"]
