"""A client of the sample's server."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse

from digest.sample import Site


class Client:
    """Asks the site over its loopback port, under the name of an invented host."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def get(self, host: str, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        address, port = self.site.resolve(host, 80)
        connection = HTTPConnection(address, port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()
