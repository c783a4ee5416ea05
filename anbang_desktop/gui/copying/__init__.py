"""照录: a person's data beside another program, in the order of its screen."""
