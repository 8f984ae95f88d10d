"""OBS: the wire, its state as we know it, and takes that are proved."""
