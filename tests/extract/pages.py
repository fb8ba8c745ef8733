"""Pages for the tests: one invented article, in markup that is put together from parts."""

from __future__ import annotations

TITLE = "Harbour board delays the new ferry"
BODY = (
    "The harbour board has put off the launch of the new ferry by six weeks, after inspectors found cracks in two of the mooring posts.",
    "Engineers who looked at the posts in March had called them sound, and the board now wants to know why two inspections missed them.",
    "The repairs will cost about 400,000 euros, according to a report that was read on Tuesday, and cannot begin before the spring tide.",
    "Until then the old ferry will keep running every forty minutes, and passengers with bicycles are asked to use the bus instead.",
    "The council will vote on the money next week, and a majority is certain since the two largest parties have said they support it.",
)
TEXT = "\n".join(BODY)


def paragraphs(*texts: str) -> str:
    """Return the texts as HTML paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def page(inner: str = "", *, after: str = "", head: str = "", before: str = "", body: str | None = None) -> bytes:
    """Return a page with the article; `inner` stands behind its last paragraph, `after` behind the article."""
    written = paragraphs(*BODY) if body is None else body
    return f"""<!doctype html><html lang="en"><head><title>{TITLE} - The Harbour Gazette</title>{head}</head><body>
<header><a href="/">The Harbour Gazette</a><nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>{before}<h1>{TITLE}</h1><div class="entry-content">{written}{inner}</div></article>{after}</main>
<footer><p>About us</p><p>© The Harbour Gazette</p></footer></body></html>""".encode()
