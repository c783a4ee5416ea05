"""The page 今天要办."""
