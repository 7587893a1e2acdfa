"""Standards of other systems: one package each."""
