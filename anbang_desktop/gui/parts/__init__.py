"""Parts of the look: small widgets and painters that every page uses."""
