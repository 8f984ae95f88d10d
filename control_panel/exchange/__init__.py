"""The running order in and out of other formats."""
