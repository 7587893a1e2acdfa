"""Courses and their immutable publications, compiled from files."""
