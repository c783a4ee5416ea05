"""Records of a person as dialogs: made, seen, corrected, voided, their history."""
