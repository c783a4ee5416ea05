"""The manual, what is new, and the Regulation: read without an office, before the unlock too."""
