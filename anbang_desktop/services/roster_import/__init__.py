"""The county's lists coming in: reading, matching, committing, undoing, answering."""
