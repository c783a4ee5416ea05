"""The sheets a county asks for: learn its blank, count a period, check, fill, keep what was handed in."""
