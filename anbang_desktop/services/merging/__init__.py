"""Somebody who was registered twice: who looks like whom, the two side by side, one person made of both."""
