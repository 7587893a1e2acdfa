"""How a course goes: progress and who is stuck, ratings, reports of mistakes in the material."""
