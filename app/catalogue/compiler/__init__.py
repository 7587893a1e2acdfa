"""content/ → publication documents; pure but for reader.py."""
