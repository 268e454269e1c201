"""Where things lie on the site: the one place that turns a record into a path and a path into a link."""

from __future__ import annotations

from dataclasses import dataclass

from movement.portable import portable
from movement.schema import COLLECTIONS

ROOT = "\ue000"
"""Stands for the way to the site's root in rendered HTML, until the page that holds it is known."""


def record_path(collection: str, record_id: str, year: str = "") -> str:
    """The path of a record's page, without a leading slash: `khen-thuong/2020/<id>/`."""
    return f"{COLLECTIONS[collection].path}/{year + '/' if year else ''}{record_id}/"


def year_path(collection: str, year: str) -> str:
    """The path of a collection's list of one year."""
    return f"{COLLECTIONS[collection].path}/{'' if COLLECTIONS[collection].by_year else 'nam/'}{year}/"


def numbered(path: str, number: int) -> str:
    """The path of page `number`, from 1, of a list."""
    return path if number == 1 else f"{path}trang/{number}/"


@dataclass(frozen=True, slots=True)
class Addresses:
    """How the paths of pages become files and links: folders online, flat `.html` files offline."""

    site_url: str
    folders: bool = True

    def file(self, path: str) -> str:
        """The file that holds the page at `path`; a path that is no page is its own file."""
        if not path:
            return "index.html"
        if self.folders:
            return f"{path}index.html" if path.endswith("/") else path
        return portable(f"{path[:-1]}.html" if path.endswith("/") else path)

    def link(self, path: str, anchor: str = "") -> str:
        """A link to `path` from anywhere: ROOT, to be replaced by `to_root` of the page that shows it."""
        page, mark, query = path.partition("?")
        target = page if self.folders else self.file(page)
        return f"{ROOT}{target}{mark}{query}{'#' + anchor if anchor else ''}"

    def to_root(self, path: str) -> str:
        """The way from the page at `path` to the site's root: `../../`."""
        return "../" * self.file(path).count("/") or "./"

    def absolute(self, path: str) -> str:
        """The canonical address of `path`: the one of the online edition."""
        return self.site_url + path
