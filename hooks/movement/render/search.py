"""The search index: small script files that a page loads one by one, online and from a USB stick alike.

Read in this order: `search_words` (what a document can be found by), `search_tables` (how it is written down),
`search_memory` (what a later build need not do again), `search_build` (the steps), `search_files` (the files).
`docs/assets/search.js` is the reader of these files.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from movement import vietnamese
from movement.render import search_build, search_columns, search_files, search_memory, search_patch, search_tables, search_words
from movement.render.search_build import SearchItem
from movement.render.search_files import FACETS, FOLDER, Labels
from movement.render.search_memory import SearchMemory
from movement.render.search_words import SearchDocument, SearchSection

__all__ = [
    "FACETS", "FOLDER", "Index", "SearchDocument", "SearchItem", "SearchMemory", "SearchSection",
    "build_index", "open_memory", "opensearch",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Index:
    """All files of the index as site path → digest, and their content while the memory is open."""

    files: Mapping[str, str]
    changed: frozenset[str]
    _sources: Mapping[str, Callable[[], bytes]]

    def read(self, path: str) -> bytes:
        return self._sources[path]()

    def changed_files(self) -> Iterator[tuple[str, bytes]]:
        """What is new since the build that the memory knows; everything, when it was empty."""
        for path in sorted(self.changed):
            yield path, self.read(path)


def open_memory(path: Path | None) -> SearchMemory:
    """The memory at a path, or a passing one; emptied when the code that writes the index has changed."""
    code = hashlib.sha256()
    for module in (vietnamese, search_words, search_tables, search_columns, search_memory, search_patch, search_build, search_files):
        code.update(Path(str(module.__file__)).read_bytes())
    return SearchMemory(path, code.hexdigest())


def build_index(items: Iterable[SearchItem], labels: Labels, memory: SearchMemory) -> Index:
    """Takes in what is new and lists the files. The same documents give the same bytes, whatever the memory holds.

    `labels`: facet → id → Vietnamese label, for the facets named in FACETS.
    """
    with memory:
        old = json.loads(memory.note("files") or "{}")
        documents = search_build.update(items, memory)
        found = search_files.files(documents, labels, memory)
        digests = {path: digest for path, (digest, _) in found.items()}
        memory.write_note("files", json.dumps(digests))
    changed = frozenset(path for path, digest in digests.items() if old.get(path) != digest)
    return Index(digests, changed, {path: read for path, (_, read) in found.items()})


def opensearch(site_url: str, name: str) -> bytes:
    """The description by which a browser adds this search to its address bar."""
    home = site_url.rstrip("/") + "/"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{escape(name[:16].strip())}</ShortName>\n"
        f"  <LongName>{escape(name[:48].strip())}</LongName>\n"
        f"  <Description>{escape(f'Tìm trong {name}')}</Description>\n"
        "  <Language>vi</Language>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Url type="text/html" method="get" template="{escape(home)}tim-kiem/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()
