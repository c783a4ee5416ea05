"""Settings and backup."""
