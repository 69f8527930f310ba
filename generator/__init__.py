"""Flexmap's generator: from the YAML in ``data/`` to pages, exports and the site."""
