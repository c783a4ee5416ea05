"""Papers: agreements, forms, the file of one case and its binding."""
