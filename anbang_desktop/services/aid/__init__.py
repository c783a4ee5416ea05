"""Help itself: what is needed, what is done, which letters are out, what the Regulation offers."""
