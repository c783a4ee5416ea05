"""The parts of the assessment page: items with points and dots, members' sheets, needs, the live score."""
