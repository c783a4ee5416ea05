"""规则包: a county's rules looked at, rehearsed on everybody, taken; the holidays of a year."""
