"""The pages, one folder each. No page imports another; page_registry.py lists the ``PLACE`` of each."""
