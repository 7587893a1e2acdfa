"""What a browser gets: first HTML of pages, bytes kept in memory, static files, the home feed."""
