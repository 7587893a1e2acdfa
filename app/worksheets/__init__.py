"""Worksheets: calculators, forms, the private time log, action plans."""
