"""The parts of the agreement page: what stands in it, its paper, and what becomes of it."""
