"""信息核查: one list of the county at a time, how far each check is, several people at once."""
