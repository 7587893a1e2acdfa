"""The SQL of insight: progress, and what learners say of the material."""
