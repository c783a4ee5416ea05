"""工作台账: what the office itself did, one dated line each; its money, its lists to sign, what an inspector
asks.
"""
