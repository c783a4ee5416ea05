"""Reads the workbooks others send and writes those the county wants; the only code that knows openpyxl and
calamine.
"""
