"""Paper: the only code that knows ReportLab, pikepdf, pypdfium2, Jinja2, segno and zxing-cpp.

It knows no storage.
"""
