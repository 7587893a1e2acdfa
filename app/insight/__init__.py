"""How a course goes: who is stuck and where, what learners say of it, mistakes they report."""
