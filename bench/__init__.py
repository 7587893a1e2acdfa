"""Benchmarks: figures that are times, and so are reports rather than tests."""
