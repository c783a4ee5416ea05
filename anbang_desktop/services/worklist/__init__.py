"""What is to be done, and the lists of people."""
