"""What is in code: one reader a language, which yields occurrences of scale-set calls."""
