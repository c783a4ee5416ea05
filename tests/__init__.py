"""Tests mirror the package; see README.md beside this file."""
