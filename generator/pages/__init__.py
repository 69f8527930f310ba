"""Pages: pure functions from the mapping to the text of every page."""

from generator.pages.render import RuleText, environment, pages

__all__ = ["RuleText", "environment", "pages"]
