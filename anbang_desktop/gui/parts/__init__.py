"""Small widgets and painters of the look, for every page; they know no page and no shell."""
