"""Everything before the unlock; quick to load (tests/architecture/test_start.py)."""
