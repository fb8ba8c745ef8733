"""digest: the tech news that matters, each event once, ranked and summarised on your own machine."""

__version__ = "0.1.0"
