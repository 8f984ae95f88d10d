"""The line-up of feeds: testing them before they go on air."""
