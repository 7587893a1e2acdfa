"""Questions in and out."""
