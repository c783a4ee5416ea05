"""What is to be done today, and the lists that pages show."""
