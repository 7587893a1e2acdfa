"""Uploads that survive a line which drops, and what is made of them: pictures, sound, documents."""
