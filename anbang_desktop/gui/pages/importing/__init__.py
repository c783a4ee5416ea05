"""The page that imports a list, in four steps."""
