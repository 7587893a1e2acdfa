"""Quizzes: question kinds, attempts and marking."""
