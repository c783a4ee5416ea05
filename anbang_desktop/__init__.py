"""Anbang Desktop: the offline desk of a township judicial office for 安置帮教 (help after release)."""

__version__ = "0.1.0"
