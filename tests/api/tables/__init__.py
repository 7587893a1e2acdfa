"""The matrix of rights, a module an area; ``{…}`` is filled from the scene of ``test_matrix``."""
