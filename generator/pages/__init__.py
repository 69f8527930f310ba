"""Pages: pure functions from the mapping to the text of every page."""

from generator.pages.render import RuleText, environment, pages
from generator.pages.search_index import search_index

__all__ = ["RuleText", "environment", "pages", "search_index"]
