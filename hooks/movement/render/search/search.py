"""The search index: small script files that a page loads one by one, online and from a USB stick alike.

Read in this order: `words` (what a document can be found by), `tables` (how it is written down), `columns` (all documents
at once), `memory` (what a later build need not do again), `patch` (a few documents), `build` (the steps), `files` (the files).
`docs/assets/search.js` is the reader of these files.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from movement import vietnamese
from movement.render.search.build import SearchItem, update
from movement.render.search.files import FACETS, FOLDER, Labels, files
from movement.render.search.memory import SearchMemory
from movement.render.search.words import EXPIRED, LEADING, USUAL, SearchDocument, SearchSection

__all__ = [
    "EXPIRED", "FACETS", "FOLDER", "LEADING", "USUAL", "Index", "SearchDocument", "SearchItem", "SearchMemory", "SearchSection",
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
    for module in (Path(str(vietnamese.__file__)), *sorted(Path(__file__).parent.glob("*.py"))):
        code.update(module.read_bytes())
    return SearchMemory(path, code.hexdigest())


def build_index(items: Iterable[SearchItem], labels: Labels, memory: SearchMemory) -> Index:
    """Takes in what is new and lists the files. The same documents give the same bytes, whatever the memory holds.

    `labels`: facet → id → Vietnamese label, for the facets named in FACETS.
    """
    with memory:
        old = json.loads(memory.note("files") or "{}")
        documents = update(items, memory)
        found = files(documents, labels, memory)
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
