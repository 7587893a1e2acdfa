"""The workshop of a course in the browser: drafts of what trainers change, and publishing them."""
