"""Papers: agreements, the official forms, the file of one case and its bound copy."""
