"""People, agencies, roles, sessions and tokens: who asks, and what they may see."""
