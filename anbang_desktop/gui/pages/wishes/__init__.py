"""诉求: what people ask for, step by step to the answer."""
