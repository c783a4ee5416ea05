"""The parts of the person page: header, what to notice, steps, and one file for each section."""
