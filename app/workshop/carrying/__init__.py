"""Courses in and out of this house as files: Markdown, and zips in the content format."""
