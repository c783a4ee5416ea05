"""练习: an invented office to try things in. Its name begins with the word, so that whatever carries an
office's name (papers, sheets, file names, bars) says what it is.
"""

WORD = "练习"


def is_practice(office: str) -> bool:
    """Is it an office to try things in? A real one may not be named so (services/opening.create)."""
    return office.startswith(WORD)
