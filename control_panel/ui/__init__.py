"""The window and its places."""
