"""Invented people and what else several tests share."""
