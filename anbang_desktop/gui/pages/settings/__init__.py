"""The settings, and backing up."""
