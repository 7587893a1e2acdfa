"""Enrolments, commands from devices, progress and completion: what every activity reports to."""
