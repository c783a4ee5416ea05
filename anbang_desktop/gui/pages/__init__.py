"""The pages, one file each; each ends with ``PLACE``, by which app.py announces it to the window."""
