"""函件登记: what went out, to whom, and what came back."""
