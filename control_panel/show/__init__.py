"""The show as a value, its edits and its file."""
