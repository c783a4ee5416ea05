"""Dialogs that write down one thing; each has a class method ``ask`` that returns a frozen answer or None."""
