"""Which articles tell one event, and what of it a reader has been told."""
