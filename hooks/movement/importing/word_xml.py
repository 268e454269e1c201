"""The few ways in which this package reads WordprocessingML.

Source: ECMA-376-1, section 17.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
OFF = ("0", "false", "off", "none")


def child(element: Element | None, *names: str) -> Element | None:
    """The element below `element` by way of `names`, each the first of its name."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of the `w:` namespace."""
    return None if element is None else element.get(W + name)


def number(element: Element | None, name: str = "val") -> int | None:
    """The same as a whole number; None for what is none."""
    text = value(element, name)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def switched_on(element: Element | None) -> bool:
    """Whether an on/off property stands here and is on."""
    return element is not None and (value(element) or "1") not in OFF


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def chosen(alternatives: Element) -> Element:
    """What a program of today shows of `mc:AlternateContent`."""
    choice = alternatives.find(MC + "Choice")
    fallback = alternatives.find(MC + "Fallback")
    return next(each for each in (choice, fallback, alternatives) if each is not None)


def set_aside(box: Element, top: Element) -> bool:
    """Whether a text box below `top` repeats another one for old programs, or stands inside another one."""
    parent = box.getparent()
    while parent is not None and parent is not top:
        if parent.tag in (MC + "Fallback", W + "txbxContent"):
            return True
        parent = parent.getparent()
    return False


def raw_text(part: Element) -> str:
    """The letters of a part as they stand in the file, without any of our reading."""
    shown = (
        each
        for each in part.iter(W + "t", W + "p", W + "tab", W + "br")
        if not any(above.tag == MC + "Fallback" for above in each.iterancestors())
    )
    return "".join(each.text or "" if local(each) == "t" else " " for each in shown)
