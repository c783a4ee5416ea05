"""The rules of the office in pure Python: no window, no database, no files."""
