"""The page that imports a list."""
