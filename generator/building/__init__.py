"""From documents that passed every rule to the mapping."""
