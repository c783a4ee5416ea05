"""The page of the county's sheets."""
