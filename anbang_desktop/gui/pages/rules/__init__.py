"""规则: what the office goes by, and another pack of the county's taken."""
