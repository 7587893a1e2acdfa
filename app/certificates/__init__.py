"""Certificates and the JP ledger."""
