"""Finding the feed of a site: by what its page says, by what is known of its platform, by where feeds usually are.

Nothing here asks the web: these are the addresses to ask, the likeliest first.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urljoin, urlsplit

from digest.urls import web_address

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")

# Where WordPress, Ghost, Jekyll, Hugo, Movable Type, Blogger and hand-made sites have theirs.
USUAL_PATHS = ("feed", "rss.xml", "atom.xml", "index.xml", "feed.xml", "rss", "feed.json", "feeds/posts/default")

_CHANNEL = re.compile(r"/channel/(UC[\w-]{10,40})")
_REPOSITORY = re.compile(r"/([\w.-]+)/([\w.-]+)(/releases|/tags|/commits(?:/[\w./-]+)?)?")


def platform_feeds(url: str) -> tuple[str, ...]:
    """Return where a page's platform is known to have its feed; the page itself need not be asked."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host == "youtube.com":
        return _youtube(parts.path, parse_qs(parts.query))
    if host == "github.com":
        return _github(parts.path)
    if host in ("reddit.com", "old.reddit.com", "new.reddit.com"):
        found = re.match(r"/(?:r|user|u)/[\w-]+", parts.path)
        return (f"https://www.reddit.com{found[0]}/.rss",) if found and not parts.path.endswith(".rss") else ()
    return ()


def feeds_of(page: bytes, *, url: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page at `url` names, in its order, those of comments last; runs in a child process."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    links = [link for link in tree.iterfind(".//link[@rel][@type][@href]") if _is_feed(link.get("rel", ""), link.get("type", ""))]
    links.sort(key=lambda link: "comment" in f"{link.get('title', '')} {link.get('href', '')}".lower())
    named = [web_address(link.get("href", ""), base=url) for link in links]
    own = [web_address(link.get("href", ""), base=url) for link in tree.iterfind(".//link[@rel='canonical'][@href]")]
    known = [feed for address in own for feed in platform_feeds(address)]  # a channel's page has its number there
    return tuple(dict.fromkeys(address for address in (*named, *known) if address))


def usual_feeds(url: str) -> tuple[str, ...]:
    """Return where a site's feed often is: beside the page, then at the top; a profile's is its address with .rss."""
    path = urlsplit(url).path.rstrip("/")
    folder = urljoin(url, f"{path}/") if "." not in path.rpartition("/")[2] else urljoin(url, ".")
    profile = [urljoin(url, f"{path}.rss")] if re.fullmatch(r"/@[\w.]+", path) else []
    guessed = [urljoin(base, name) for base in (folder, urljoin(url, "/")) for name in USUAL_PATHS]
    return tuple(dict.fromkeys([*profile, *guessed]))


def _youtube(path: str, query: dict[str, list[str]]) -> tuple[str, ...]:
    base = "https://www.youtube.com/feeds/videos.xml"
    if found := _CHANNEL.match(path):
        return (f"{base}?channel_id={found[1]}",)
    if found := re.match(r"/user/([\w-]+)", path):
        return (f"{base}?user={found[1]}",)
    playlist = query.get("list", [""])[0] if path == "/playlist" else ""
    return (f"{base}?playlist_id={playlist}",) if re.fullmatch(r"[\w-]{2,60}", playlist) else ()


def _github(path: str) -> tuple[str, ...]:
    if found := _REPOSITORY.fullmatch(path.rstrip("/")):
        return (f"https://github.com/{found[1]}/{found[2].removesuffix('.git')}{found[3] or '/releases'}.atom",)
    person = re.fullmatch(r"/([\w-]+)/?", path)
    return (f"https://github.com/{person[1]}.atom",) if person else ()


def _is_feed(relation: str, kind: str) -> bool:
    return "alternate" in relation.lower().split() and kind.partition(";")[0].strip().lower() in FEED_TYPES
