"""Paper: the only code that knows ReportLab, pikepdf, pypdfium2, Jinja2 and segno; it knows no storage."""
