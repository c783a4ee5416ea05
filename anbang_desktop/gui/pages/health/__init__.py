"""数据体检: what the checks found, mended or explained one by one; 台账检查 on paper."""
