"""工作台账: what the office itself did, by kind; its money, its lists to sign."""
