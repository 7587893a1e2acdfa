"""Messages to people: an inbox in the application, mail where it is set up, quiet hours."""
