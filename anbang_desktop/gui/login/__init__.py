"""Everything before the unlock."""
