"""Questions to the open office file, answered with plain rows."""
