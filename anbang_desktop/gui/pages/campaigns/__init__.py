"""重点时段: everybody of a choice is to be seen between two days."""
