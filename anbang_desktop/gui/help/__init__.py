"""帮助: the reader of manual, Regulation and news, and what it opens at."""
