"""What attempts tell about a quiz and its questions: running sums, and what is read from them."""
