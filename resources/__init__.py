"""Files that come with the panel."""
