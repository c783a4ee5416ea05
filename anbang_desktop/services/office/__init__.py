"""The office itself: making and opening it, backup, what it says of itself, drafts of its forms."""
