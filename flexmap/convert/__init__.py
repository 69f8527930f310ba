"""The template of a Uniform set as that of a Flexible one: what changes, and what is left."""
