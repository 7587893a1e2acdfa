"""The rooms of marking and of the studio, for those who come to break something."""

from tests.marking.conftest import hall, make_hall
from tests.studio.conftest import desk

__all__ = ["desk", "hall", "make_hall"]
