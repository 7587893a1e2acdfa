"""The banks and people of tests/banks."""

from tests.banks.conftest import room

__all__ = ["room"]
