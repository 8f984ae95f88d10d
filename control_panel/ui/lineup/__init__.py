"""The Line-up place: every feed on a wall, and one of them large."""
