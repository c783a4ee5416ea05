"""交接班: what a successor must know, and whose people become whose."""
