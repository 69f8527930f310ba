"""The report over many repositories: what is to be done, where, by whom, and how much of it."""
