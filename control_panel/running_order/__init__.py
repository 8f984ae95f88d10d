"""What is on air, what is next and when: timing, playhead, playout, as-run."""
