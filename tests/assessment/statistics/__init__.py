"""Statistics of quizzes and questions."""
