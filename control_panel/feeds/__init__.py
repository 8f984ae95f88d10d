"""Remote feeds: received, watched, measured."""
