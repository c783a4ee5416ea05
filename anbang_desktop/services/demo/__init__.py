"""The invented month of the demo office, and the program testing itself where it is installed."""
