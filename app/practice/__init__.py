"""Practice: scenarios and app practice, done step by step, judged by the server."""
