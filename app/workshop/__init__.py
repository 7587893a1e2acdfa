"""The course workshop: drafts of courses as files, their history, their review, publishing them."""
