"""Ground floor: what another product could use unchanged. Knows nothing of learning."""
