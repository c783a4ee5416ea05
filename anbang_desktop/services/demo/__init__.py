"""The demo office and the self-test of an installed program."""
