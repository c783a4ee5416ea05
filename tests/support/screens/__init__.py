"""Painters of pictures: every page, dialog and paper of the demo office, for people who look at it."""
