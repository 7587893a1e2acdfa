"""Lentera: self-hosted e-learning for Indonesian civil servants (ASN)."""
