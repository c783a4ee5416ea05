"""A list from the county or a prison comes in: read, compared, shown, imported, undone, answered."""
