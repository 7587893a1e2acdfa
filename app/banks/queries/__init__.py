"""Every SQL statement of question banks; what an actor sees is part of the statement."""
