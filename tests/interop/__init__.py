"""Standards of other systems, each proved apart."""
