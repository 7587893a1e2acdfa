"""Every SQL statement of identity, as functions named by what comes back."""
