"""The first opinion on what of a page is its article: trafilatura's.

`trafilatura.extract` copies the tree, asks again in other ways where it found little, and writes the result out in a format:
twice the time. Only its inner part is asked, on a tree that is used up; what it missed comes back by the evidence.
"""

from __future__ import annotations

import logging
import re

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura.htmlprocessing import convert_tags, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt

_OPTIONS = Extractor(output_format="txt", fast=True, comments=False)
_CONTAINERS = ("div", "section", "details", "ol", "ul")
# How containers of comments, and of other articles that scroll in behind this one, are named.
_OTHERS = re.compile(r"^(?:[Cc]omment(?!ary)|comol|disqus_thread|dsq-comments)|(?:article|post)-comments|mvp-post-add-")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without an article is no warning on a person's screen


def first_opinion(tree: HtmlElement) -> str:
    """Return the text that trafilatura takes for the article, a block a line, and use the tree up."""
    try:
        for element in [element for element in tree.iter(*_CONTAINERS) if _is_other(element)]:
            element.drop_tree()
        body, _ = extract_content(convert_tags(tree_cleaning(tree, _OPTIONS), _OPTIONS), _OPTIONS)
        return xmltotxt(body, include_formatting=False)
    except (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError, LxmlError):
        return ""  # a tree it was not made for; the page's prose has to speak for itself


def _is_other(element: HtmlElement) -> bool:
    return bool(_OTHERS.search(element.get("class") or "") or _OTHERS.search(element.get("id") or ""))
