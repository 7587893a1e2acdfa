"""Question banks of agencies and courses: questions, their versions, tags, and their use."""
