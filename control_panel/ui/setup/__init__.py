"""Where a show is prepared by hand."""
