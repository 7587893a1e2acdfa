"""Health, metrics, doctor, backup and restore."""
