"""What is wrong with a finished folder: links that lead nowhere, what is fetched from elsewhere, names that are not safe everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import lxml.html

from movement.portable import fault

LINKS = {"a": "href", "form": "action"}
"""What a reader follows."""
LOADS = {"img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "object": "data", "embed": "src"}
"""What a browser fetches by itself."""
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"}
"""The relations of a `<link>` that a browser fetches."""
OUTSIDE = ("http://", "https://", "tel:", "mailto:")


@dataclass(frozen=True, slots=True)
class Address:
    """An address on a page: where it leads, and whether the browser fetches it by itself."""

    text: str
    fetched: bool


def files_of(folder: Path) -> list[str]:
    """Every file below a folder, by its path, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with a folder, in Vietnamese, each with the file where it stands."""
    files = files_of(folder)
    yield from _names(files)
    anchors: dict[str, set[str]] = {}
    addresses: dict[str, list[Address]] = {}
    for file in files:
        if file.endswith(".html"):
            tree = lxml.html.document_fromstring((folder / file).read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
            anchors[file] = {str(element.get("id")) for element in tree.iter() if element.get("id")}
            addresses[file] = list(_addresses(tree))
    known = set(files)
    for file, found in addresses.items():
        for address in found:
            if reason := _fault(file, address, known, anchors):
                yield f"{file}: “{address.text}” {reason}"


def _names(files: list[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for file in files:
        if reason := fault(file):
            yield f"{file}: tên tệp {reason}"
        if file.lower() in seen:
            yield f"{file}: trùng tên với {seen[file.lower()]} trên máy không phân biệt chữ hoa, chữ thường"
        seen[file.lower()] = file


def _addresses(tree: lxml.html.HtmlElement) -> Iterator[Address]:
    for element in tree.iter("a", "form", "link", "meta", *LOADS):
        name = str(element.tag)
        if name == "link":
            yield Address(element.get("href", ""), bool(LOADED & set(element.get("rel", "").lower().split())))
        elif name == "meta":
            if element.get("http-equiv", "").lower() == "refresh":
                yield Address(element.get("content", "").partition("url=")[2], fetched=False)
        elif (text := element.get(LINKS.get(name) or LOADS[name])) is not None:
            yield Address(text, name in LOADS)


def _fault(file: str, address: Address, known: set[str], anchors: dict[str, set[str]]) -> str:
    if address.text.startswith("data:") or (address.text.startswith(OUTSIDE) and not address.fetched):
        return ""
    if address.text.startswith(OUTSIDE):
        return "được tải từ máy khác"
    parts = urlsplit(address.text)
    target, anchor = parts.path, parts.fragment
    path = normpath(join(dirname(file), unquote(target))) if target else file
    if parts.scheme or target.startswith("/") or path not in known:
        return "không dẫn tới tệp nào"
    if anchor and unquote(anchor) not in anchors.get(path, ()):
        return "không có mục này trong trang"
    return ""
