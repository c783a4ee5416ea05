"""数据体检: contradictions and holes in what the office keeps, what was explained, and the paper of them."""
