"""The page 今天要办: what is due now, and why."""
