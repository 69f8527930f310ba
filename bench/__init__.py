"""Benchmarks: ratios measured side by side in one run, never times that a test relies on."""
