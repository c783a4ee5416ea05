"""走访补录: what is the same for all once, then a line a person, without the mouse."""
