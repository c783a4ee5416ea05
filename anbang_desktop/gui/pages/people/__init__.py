"""The list of people and the form for a new one."""
