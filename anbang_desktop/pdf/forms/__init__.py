"""One file per official form, its wording beside its layout."""
