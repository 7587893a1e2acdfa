"""One module a question kind: source shape, fragment, answer shape, marking. All pure."""
