"""Renderers: functions from a finished edition and a look to text, found by name.

The built-in ones are terminal, markdown, text, html, json and email. A name that is not among them is looked up once in the
entry-point group `digest.renderers`; when such a renderer fails, the edition is printed as plain text and says so.
Nothing is imported that was not asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, cast

from digest.errors import UsageError
from digest.model import Edition, Problem
from digest.render.look import Look

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["FORMATS", "GROUP", "Look", "Renderer", "render", "require"]

Renderer = Callable[[Edition, Look], str]

FORMATS = ("terminal", "markdown", "text", "html", "json", "email")  # each is the function `render` of the module of its name
GROUP = "digest.renderers"


def render(name: str, edition: Edition, look: Look) -> str:
    """Return the edition in the named format, ending in a line break."""
    if name in FORMATS:
        return _built_in(name)(edition, look)
    found = _entry_point(name)
    try:
        return cast("Renderer", found.load())(edition, look)
    except Exception as error:  # noqa: BLE001 - a stranger's renderer may do anything; the edition is printed all the same
        problem = Problem("render", name, f"the format failed: {error!r}", code="plugin", fix="upgrade or remove its package")
        return _built_in("text")(replace(edition, problems=(*edition.problems, problem)), look)


def require(name: str) -> None:
    """Raise `UsageError` when there is no such format."""
    if name not in FORMATS:
        _entry_point(name)


def _built_in(name: str) -> Renderer:
    return cast("Renderer", import_module(f"digest.render.{name}").render)


def _entry_point(name: str) -> EntryPoint:
    from importlib.metadata import entry_points  # 20 ms, and seldom needed

    for found in entry_points(group=GROUP, name=name):
        return found
    near = get_close_matches(name, FORMATS, n=1) or [known for known in FORMATS if _abbreviates(name, known)]
    raise UsageError(f'"{name}": not a format', hint=f"did you mean {near[0]}?" if near else f"the formats are {', '.join(FORMATS)}")


def _abbreviates(name: str, known: str) -> bool:
    """Tell whether all letters of a name stand in another in this order: md in markdown, txt in text."""
    rest = iter(known)
    return len(name) > 1 and all(letter in rest for letter in name.lower())
