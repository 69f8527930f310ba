"""From texts to the built site, which replaces the earlier one when it is whole."""
