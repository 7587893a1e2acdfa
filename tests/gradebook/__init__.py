"""Gradebooks."""
