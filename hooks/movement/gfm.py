"""GitHub Flavored Markdown -> HTML in which every tag is the parser's own.

The parser is comrak: it renders as GitHub does and as fast as GitHub's own one, whose Python bindings never free a document.
"""

from __future__ import annotations

import comrak

LESS_THAN = "\ue001"
"""Stands for every `<` of a text while it is parsed, and in the result: without one there is no raw HTML."""
_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = True
_EXTENSIONS.strikethrough = True
_RENDERING = comrak.RenderOptions()
# What comrak would leave out as unsafe is judged by those who ask; raw HTML there is none.
_RENDERING.unsafe_ = True


def html_of(text: str) -> str:
    """The HTML of a Markdown text; each `<` that somebody wrote is a LESS_THAN in it."""
    return comrak.render_markdown(text.replace("<", LESS_THAN), extension_options=_EXTENSIONS, render_options=_RENDERING)
