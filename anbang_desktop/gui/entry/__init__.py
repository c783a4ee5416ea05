"""Forms that take what is typed: an entry for each kind of datum, drafts, the dialog of one record."""
