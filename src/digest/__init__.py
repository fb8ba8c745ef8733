"""digest: the tech news that matters, each event once, ranked and summarised on your own machine."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("digest-news")
    raise AttributeError(name)
