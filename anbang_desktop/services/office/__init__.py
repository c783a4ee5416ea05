"""The office itself: opening, details, drafts."""
