"""What a browser gets: first HTML, the byte cache and fast path, static files."""
