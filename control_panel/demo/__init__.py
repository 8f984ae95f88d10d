"""The demonstration: its own OBS, field feeds and show."""
