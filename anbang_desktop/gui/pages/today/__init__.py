"""The home page 今天要办."""
