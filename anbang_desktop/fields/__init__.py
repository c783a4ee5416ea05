"""What the clerk calls each datum: one declaration per datum, read by table, form, list, sheet and paper."""
