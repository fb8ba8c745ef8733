"""The embedded edition behind `digest today --sample`: invented outlets, their feeds and pages, on a fixed morning.

Everything in it is made up, lives under `.example` and is served over loopback, so it needs no network and no configuration.
The same morning gives the same bytes: no clock, no chance, no port in what is served.
"""

from __future__ import annotations

from digest.sample.content import NOW, ZONE, feeds_yaml
from digest.sample.server import Request, Site, serve

__all__ = ["NOW", "ZONE", "Request", "Site", "feeds_yaml", "serve"]
