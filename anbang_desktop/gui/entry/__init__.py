"""Forms that take what is typed: editors by kind of datum, drafts, the dialog of a record."""
