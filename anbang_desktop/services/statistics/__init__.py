"""统计 of any period, and the texts that tell it (小结, 工作计划)."""
