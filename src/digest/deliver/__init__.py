"""Bringing rendered text to where it is read: standard output, a file, a mailer. Each returns only when every byte was taken."""

from __future__ import annotations

from digest.deliver.file import to_file
from digest.deliver.stdout import to_stdout

__all__ = ["to_file", "to_stdout"]
