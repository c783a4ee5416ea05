"""The window: the only code that knows Qt (app.py starts it)."""
