"""Messages from the house and from course staff to people: an inbox, and mail where it is set."""
