"""Asking the web: bytes in, bounded; polite; never where nobody meant to go."""
