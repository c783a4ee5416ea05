"""What a clerk can ask for: one function per verb, one unit of work each."""
