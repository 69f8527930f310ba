"""The markup of prose, and text escaped for where it is shown."""
