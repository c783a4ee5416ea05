"""The county's sheets: learning a blank, counting, filling, handing in."""
