"""Gradebooks: activities × learners, weights, excuses and overrides with their reasons."""
