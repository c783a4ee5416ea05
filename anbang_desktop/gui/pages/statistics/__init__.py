"""统计: rates, the run of the office, who its people are; and the texts that tell it."""
