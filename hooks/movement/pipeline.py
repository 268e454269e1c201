"""The story of a build in order: load → validate → link → render → check links → publish."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence

from movement import catalogue as catalogues, consistency, site_check
from movement.addresses import Addresses
from movement.examined import Examined, Settings
from movement.inventory import Inventory
from movement.link import link, newest_day
from movement.memory import Memory, code_digest
from movement.problems import Problem
from movement.publish import Output, Publication
from movement.render.drawing import Page
from movement.render.layout import Layout
from movement.render.pages import search_fields
from movement.render.search import search
from movement.render.texts.citation_index import Citations
from movement.speech import check as speech

FEW = 20
"""How many edited records a preview shows first; after more, such as the changes of a colleague, it shows all together."""


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Spare Python the search for reference cycles, now and later, in what is read and planned: it lives to the end of the build."""
    usual = gc.isenabled()
    # What an earlier build of this process left is looked for again.
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if usual:
            gc.enable()


@contextlib.contextmanager
def rare_collection() -> Iterator[None]:
    """Let Python look for reference cycles seldom: a drawn page leaves a few, but to look again and again took a third of a large build."""
    usual = gc.get_threshold()
    gc.set_threshold(10_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@no_collection()
def examine(settings: Settings, last: Memory | None = None) -> Examined:
    """Steps 1 to 3: read, validate and link the data; every problem, and a Library when settings could be read.

    `last` is the memory of this process's last build. ValueError, in the words of editors, when there is no data folder.
    """
    if not settings.data.is_dir():
        raise ValueError(f"Không có thư mục dữ liệu {settings.data}")
    version = code_digest(settings.templates)
    cache = settings.cache / "records" if settings.cache else None
    memory = Memory(cache, version, last)
    catalogue = catalogues.read(settings.data, memory)
    where = Addresses(settings.site_url, folders=settings.edition is None)
    examined = Examined(settings, catalogue, memory, None, catalogue.problems, where)
    if catalogue.site is not None:
        examined.library = link(catalogue.site, catalogue.records, catalogue.vocabularies, catalogue.unread, settings.today)
        examined.problems.extend(consistency.check(catalogue, examined.library))
        examined.problems.extend(speech.check(catalogue, examined.library))
        examined.problems.extend(catalogue.allowances.overdue(settings.today or newest_day(examined.library.records.values())))
        if settings.edition:
            examined.library = settings.edition.select(examined.library)
        examined.citations = Citations(examined.library, where, memory, examined.prose, examined.outline)
        examined.problems.extend(examined.citations.problems(catalogue))
    return examined


def check(settings: Settings) -> list[Problem]:
    """Every problem of a data folder and of the hand-written pages, in the order of files and lines."""
    examined = examine(settings)
    if examined.library is not None:
        inventory = Inventory(examined, {})
        places = [page.place for page in inventory.pages()]
        files = {output.file for output in inventory.named_files()}
        examined.problems.extend(site_check.check(examined, inventory.studio, places, files))
    examined.memory.save()
    return sorted(set(examined.problems))


@rare_collection()
def build(
    examined: Examined, layouts: Mapping[str, Layout], publication: Publication, show: Callable[[], None] | None = None
) -> list[Problem]:
    """Steps 4 to 6: render what has changed, check every link, publish; nothing is published when there are errors.

    For a preview, the pages of the few records that were edited come first, and `show` is called when they are in the site.
    """
    cache = examined.settings.cache
    inventory = Inventory(examined, layouts, cache / "feeds.sqlite" if cache else None)
    studio = inventory.studio
    if show and _put_edited(inventory, publication):
        show()
    with no_collection():
        pages = list(inventory.pages())
        places = [page.place for page in pages]
        named = list(inventory.named_files())
        files = {output.file for output in named}
    if any(site_check.collisions(examined, studio, places, files)):
        # Two outputs cannot be written to one file: say everything that is wrong and write nothing.
        return sorted(set(site_check.check(examined, studio, places, files)))
    others = [page for page in pages if not page.source]
    of_records = {page.path: page for page in pages if page.source}
    pages.clear()
    # Records first: the pages of tasks ask where clauses stand in their bodies, which are then known.
    _render_records(inventory, of_records, others, publication)
    for page in others:
        publication.put(studio.output(page))
    others.clear()
    studio.forget_drawn()
    for output in inventory.carried(named):
        publication.put(output)
    # With them go the items that feeds share.
    named.clear()
    inventory.texts.close()
    for output in inventory.for_programs(places):
        publication.put(output)
    problems = sorted(set(site_check.check(examined, studio, places, files)))
    if not problems:
        for output in inventory.attached():
            publication.put(output)
        examined.memory.save()
    return problems


def _put_edited(inventory: Inventory, publication: Publication) -> bool:
    """Put the pages of records read anew into the site, if there are only a few; whether there were any."""
    studio, fresh = inventory.studio, inventory.examined.memory.fresh
    edited = [record for record in studio.library.records.values() if record.file in fresh]
    if not 0 < len(edited) <= FEW:
        return False
    for record in edited:
        publication.show(studio.output(inventory.record_page(record)))
    return True


def _render_records(inventory: Inventory, pages: dict[str, Page], others: Sequence[Page], publication: Publication) -> None:
    """Record pages, the texts of feeds and the search index in one pass, so that each body is rendered once; `pages` are used up."""
    cache = inventory.examined.settings.cache
    memory = search.open_memory(cache / "search.sqlite" if cache else None)
    index = search.build_index(_items(inventory, pages, others, publication), search_fields.labels(inventory.studio), memory)
    for path, digest in index.files.items():
        publication.put(_search_output(index, path, digest))
    memory.close()


def _search_output(index: search.Index, path: str, digest: str) -> Output:
    return Output(path, digest, lambda: index.read(path))


def _items(inventory: Inventory, pages: dict[str, Page], others: Sequence[Page], publication: Publication) -> Iterator[search.SearchItem]:
    for record in inventory.studio.library.records.values():
        page = pages.pop(record.path)
        publication.put(inventory.studio.output(page))
        inventory.editor.keep(record)
        if page.listed:
            # Consumed at once by the index, while the body that the page has just shown is still at hand.
            yield inventory.search_item(record)
    yield from inventory.page_items(others)
