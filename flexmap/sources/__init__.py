"""The files of a review: which there are, in which language, and their text."""
