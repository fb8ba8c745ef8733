"""The edition as a whole mail: plain text, and a page for who likes that better.

Nothing is loaded from anywhere when it is read, and it says of itself that a program sent it.
"""

from __future__ import annotations

from digest.render.email.message import render

__all__ = ["render"]
