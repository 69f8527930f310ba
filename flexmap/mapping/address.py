"""Where a page is: the address in the mapping, below the site's when one is given."""

from __future__ import annotations


def page_address(site: str, url: str) -> str:
    """The address of a page below `site`, with one slash between; `url` itself without a site."""
    return f"{site.rstrip('/')}/{url}" if site else url
