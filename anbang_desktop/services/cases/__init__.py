"""One case from state to state: the step, the duties that follow, the card that lists read."""
