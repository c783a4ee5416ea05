"""What was recorded of a case: reading it, writing it down."""
