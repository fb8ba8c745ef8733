"""The page of a mail: the markup of `render/html`, dressed for programs that read mail.

Those know little of style sheets and drop what they do not know: every element says itself how it looks, in light colours. The
style sheet only turns them dark, for who heeds that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.model import Edition
from digest.render.html import body, document
from digest.render.look import Look

# How an element looks, by its name and then by its class; the class has the last word.
LOOKS = {
    "h1": "margin:0;font-size:22px;line-height:1.25",
    "h2": "margin:0;font-size:18px;line-height:1.35",
    "h3": "margin:0;font-size:18px;line-height:1.35",
    "p": "margin:6px 0 0",
    "header": "padding-bottom:16px;border-bottom:1px solid #e3e5e8",
    "article": "margin:28px 0 0",
    "blockquote": "margin:6px 0 0",
    "footer": "margin:36px 0 0;padding-top:16px;border-top:1px solid #e3e5e8",
    "code": "font:13px ui-monospace,Menlo,Consolas,monospace;color:#1c1e21",
    "a": "text-decoration:none",
    "title": "color:#0b57a4",
    "quiet": "color:#646a73;font-size:14px",
    "cite": "color:#646a73;font-size:14px",
    "number": "color:#646a73;font-weight:400;padding-right:8px",
    "update": "color:#1a7f37;font-weight:600;font-size:14px",
    "section": "margin:36px 0 0;font-size:14px;text-transform:uppercase;letter-spacing:.08em;color:#646a73",
    "warn": "color:#9a3412",
    "empty": "margin:28px 0 0;font-size:18px",
}
DARK = """
:root { color-scheme: light dark }
@media (prefers-color-scheme: dark) {
  body, .paper { background: #17191c !important }
  .paper, code { color: #e3e5e8 !important }
  .edge { border-color: #33373d !important }
  .title { color: #7db4f0 !important }
  .quiet, .cite, .number, .section { color: #9aa1ab !important }
  .update { color: #6cc784 !important }
  .warn { color: #f0a373 !important }
}
""".strip()
FONT = "font:16px/1.5 system-ui,-apple-system,Helvetica,Arial,sans-serif"
PAPER = f"max-width:600px;margin:0 auto;padding:20px 16px 32px;color:#1c1e21;{FONT}"
BROKEN = "word-break:break-word;overflow-wrap:anywhere"  # an address without a space is no reason to scroll sideways

HEAD = (
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    "<title>Digest</title>",
    f"<style>\n{DARK}\n</style>",
)

_TAG = re.compile(r'<(/?)([a-z]\w*)((?: [a-z]+="[^"]*")*)>')  # what is foreign is escaped: every tag is one of ours
_CLASS = re.compile(r'class="([^"]*)"')
_BOXES = ("header", "main", "article", "blockquote", "footer")  # that mail programs drop, or give a look of their own
_EDGED = ("header", "footer")


def page(edition: Edition, look: Look) -> str:
    """Return the page, whole."""
    return document(HEAD, _content(edition, look))


def _content(edition: Edition, look: Look) -> Iterator[str]:
    yield '<body style="margin:0;padding:0">'
    yield f'<div class="paper" style="{PAPER};{BROKEN}">'
    for line in body(edition, look):
        yield _TAG.sub(_dressed, line)
    yield from ("</div>", "</body>")


def _dressed(found: re.Match[str]) -> str:
    """Return a tag with its look in it; the boxes of a page become plain ones."""
    closing, name, attributes = found.groups()
    element = "div" if name in _BOXES else name
    if closing:
        return f"</{element}>"
    classes = _CLASS.search(attributes)
    looks = [LOOKS[key] for key in (name, *(classes[1].split() if classes else ())) if key in LOOKS]
    style = f' style="{";".join(looks)}"' if looks else ""
    return f"<{element}{_edged(attributes) if name in _EDGED else attributes}{style}>"


def _edged(attributes: str) -> str:
    """Return the attributes of an element with a line at its edge, which is another one in the dark."""
    return attributes.replace('class="', 'class="edge ') if "class=" in attributes else f'{attributes} class="edge"'
