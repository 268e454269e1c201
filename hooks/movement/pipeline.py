"""The story of a build in order: load → validate → link → render → check links → publish."""

from __future__ import annotations

import contextlib
import datetime
import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from movement import catalogue as catalogues, consistency, site_check
from movement.addresses import Addresses
from movement.edition import MANIFEST
from movement.examined import Examined, Settings
from movement.link import link, newest_day
from movement.load import digest_of
from movement.memory import Memory, code_digest
from movement.problems import Problem
from movement.publish import Output, Publication
from movement.record import Record
from movement.render import (
    broadcast,
    calendars,
    cms,
    duties,
    feed_names,
    feeds,
    figures,
    home,
    honor_names,
    honor_roll,
    honours,
    landings,
    lists,
    offline,
    open_data,
    pictures,
    plumbing,
    records,
    search,
    search_fields,
    subscribe,
    tasks,
)
from movement.render.citation_index import Citations
from movement.render.drawing import Page, Place, Studio
from movement.render.feed_item import Editor
from movement.render.feed_memory import Texts
from movement.render.feeds import Feed
from movement.render.layout import Layout
from movement.render.left_out import LeftOut
from movement.render.share_cards import ShareCards
from movement.render.templates import environment
from movement.schema import COLLECTIONS
from movement.speech import check as speech

SECTIONS = (
    "",
    *(f"{collection.path}/" for collection in COLLECTIONS.values()),
    honor_roll.PATH,
    tasks.PATH,
    subscribe.PATH,
    figures.PATH,
    open_data.PATH,
    *(axis.path for axis in landings.AXES),
)
"""The pages of the site's menu that the core draws; every page it draws belongs to one of them."""
Dues = tuple[list[duties.Duty], dict[str, list[duties.Duty]]]
"""Every duty, and those of each addressee."""
FEW = 20
"""How many edited records a preview shows first; after more, such as the changes of a colleague, it shows all together."""


@contextlib.contextmanager
def rare_collection() -> Iterator[None]:
    """Let Python look for reference cycles seldom.

    Nearly all that a build makes lives to its end; to look through it again and again took a third of a large build.
    """
    usual = gc.get_threshold()
    gc.set_threshold(10_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@rare_collection()
def examine(settings: Settings, last: Memory | None = None) -> Examined:
    """Steps 1 to 3: read, validate and link the data; every problem, and a Library when settings could be read.

    `last` is the memory of this process's last build.
    """
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
        studio = _studio(examined, {})
        news = _feeds(examined, studio, _editor(examined, studio))
        dues = _dues(studio)
        places = [page.place for page in _pages(examined, studio, news, dues)]
        files = {output.file for output in _named_files(examined, studio, news, dues)}
        examined.problems.extend(site_check.check(examined, studio, places, files))
    examined.memory.save()
    return sorted(set(examined.problems))


@rare_collection()
def build(
    examined: Examined, layouts: Mapping[str, Layout], publication: Publication, show: Callable[[], None] | None = None
) -> list[Problem]:
    """Steps 4 to 6: render what has changed, check every link, publish; nothing is published when there are errors.

    For a preview, the pages of the few records that were edited come first, and `show` is called when they are in the site.
    """
    studio = _studio(examined, layouts)
    dues = _dues(studio)
    if show and _put_edited(examined, studio, publication, dues):
        show()
    texts = Texts(examined.settings.cache / "feeds.sqlite" if examined.settings.cache else None)
    editor = _editor(examined, studio, texts)
    news = _feeds(examined, studio, editor)
    pages = list(_pages(examined, studio, news, dues))
    places = [page.place for page in pages]
    named = list(_named_files(examined, studio, news, dues))
    files = {output.file for output in named}
    if any(site_check.collisions(examined, studio, places, files)):
        # Two outputs cannot be written to one file: say everything that is wrong and write nothing.
        return sorted(set(site_check.check(examined, studio, places, files)))
    for output in (studio.output(page) for page in pages if not page.source):
        publication.put(output)
    of_records = {page.path: page for page in pages if page.source}
    pages.clear()
    studio.forget_drawn()
    _render_records(examined, studio, of_records, publication, editor)
    for output in _for_programs(examined, studio, places, named):
        publication.put(output)
    texts.close()
    for output in cms.outputs(studio, examined.settings.hosting) if examined.settings.hosting else ():
        publication.put(output)
    problems = sorted(set(site_check.check(examined, studio, places, files)))
    if not problems:
        wanted: set[str] = set()
        shown: set[str] = set()
        for record in studio.library.records.values():
            outline = examined.shown(record)
            wanted.update(plumbing.wanted_files(record), outline.files)
            shown.update(pictures.of(record, outline))
        for output in plumbing.attachments(examined.catalogue.folder, wanted - shown, studio):
            publication.put(output)
        carried = {file for file in shown if studio.left_out is None or studio.where.file(file) not in studio.left_out}
        for output in pictures.outputs(examined.catalogue.folder, carried, studio.where):
            publication.put(output)
        examined.memory.save()
    return problems


def _put_edited(examined: Examined, studio: Studio, publication: Publication, dues: Dues) -> bool:
    """Put the pages of records read anew into the site, if there are only a few; whether there were any."""
    edited = [record for record in studio.library.records.values() if record.file in examined.memory.fresh]
    if not 0 < len(edited) <= FEW:
        return False
    beside = _beside(examined, dues[0])
    for record in edited:
        publication.show(studio.output(records.record_page(studio, record, beside)))
    return True


def _for_programs(examined: Examined, studio: Studio, places: Sequence[Place], named: Sequence[Output]) -> Iterator[Output]:
    """Files that nobody reads: online what programs of the internet and old links ask for, offline the edition's manifest."""
    edition = examined.settings.edition
    yield from (output for output in named if studio.left_out is None or output.file not in studio.left_out)
    if edition is None:
        known = [*plumbing.listed(places), *((page.path, "") for page in examined.hand_written)]
        yield from open_data.outputs(studio, examined.data_edition(studio))
        yield from studio.share.outputs(map(studio.share_card, studio.library.records.values()))
        yield from plumbing.for_machines(studio, known)
        yield from (output for _, _, output in plumbing.redirects(studio))
    else:
        manifest = edition.manifest(studio.library, today_of(examined))
        yield Output(MANIFEST, digest_of(manifest), lambda: manifest)


def _studio(examined: Examined, layouts: Mapping[str, Layout]) -> Studio:
    settings, library = examined.settings, examined.library
    assert library is not None
    where = examined.where
    share = share_cards_of(examined)
    version = f"{examined.memory.version} {examined.catalogue.settings_digest} {settings.site_url} {settings.edit_base} {share.look}"
    edition = settings.edition
    if edition:
        version += digest_of(f"{edition} {' '.join(library.left_out)}".encode())
    names = feed_names.feed_names(library)
    return Studio(
        library,
        where,
        environment(settings.templates, library, where, examined.catalogue.folder, settings.cache),
        layouts,
        settings.edit_base,
        _site_name(examined),
        examined.catalogue.folder,
        version,
        share,
        names,
        {} if edition else feeds.autodiscovery(library, names),
        left_out(examined),
    )


def _site_name(examined: Examined) -> str:
    assert examined.library is not None
    return examined.settings.site_name or examined.library.site.publisher.name


def share_cards_of(examined: Examined) -> ShareCards:
    """The share cards of a site, painted in the letters of its pages."""
    settings = examined.settings
    return ShareCards(settings.docs / "assets" / "fonts", _site_name(examined), settings.site_url)


def _editor(examined: Examined, studio: Studio, texts: Texts | None = None) -> Editor:
    return Editor(studio, texts or Texts(), examined.prose, examined.shown)


def _feeds(examined: Examined, studio: Studio, editor: Editor) -> list[Feed]:
    return [*feeds.feeds(studio, editor.entry), broadcast.feed(studio, editor, examined.prose)]


def _pages(examined: Examined, studio: Studio, news: Sequence[Feed], dues: Dues) -> Iterator[Page]:
    """Every page that the core draws."""
    every, of = dues
    honoured = list(honours.honours_of(studio))
    yield from home.pages(studio, every, honoured)
    yield from lists.pages(studio)
    yield from honor_roll.pages(studio, honoured)
    yield from honor_names.pages(studio, honoured)
    yield from tasks.pages(studio, studio.library.day, every, of)
    yield from figures.pages(studio, studio.library.newest)
    if examined.settings.edition:
        yield from offline.pages(studio, examined.settings.edition, studio.library.day, examined.prose)
    else:
        yield from subscribe.pages(studio, news)
        yield from open_data.pages(studio, examined.data_edition(studio))
    yield from records.record_pages(studio, _beside(examined, every))


def _beside(examined: Examined, every: Sequence[duties.Duty]) -> records.Beside:
    assert examined.citations is not None
    return records.Beside(examined.prose, examined.shown, examined.citations, duties.by_record(every))


def _dues(studio: Studio) -> Dues:
    every = duties.duties(studio, studio.library.day)
    return every, duties.by_addressee(every, duties.addressees(studio))


def _named_files(examined: Examined, studio: Studio, news: Sequence[Feed], dues: Dues) -> Iterator[Output]:
    """Files with a name of their own that bodies may link to; the texts of feeds are kept before these are made."""
    yield from broadcast.outputs(studio, examined.prose)
    yield from feeds.outputs(studio, news)
    yield from calendars.outputs(studio, *dues)
    if examined.settings.edition is None:
        yield from subscribe.outputs(studio, news)


def left_out(examined: Examined) -> LeftOut | None:
    """What the edition does not carry; None online."""
    edition = examined.settings.edition
    if edition is None or examined.library is None:
        return None
    return LeftOut.of(examined.library, examined.where, (*edition.without, *offline.ONLINE_ONLY))


def today_of(examined: Examined) -> datetime.date:
    """The day for which this build is made; an edition is dated by it."""
    assert examined.library is not None
    return examined.library.day


def _render_records(examined: Examined, studio: Studio, pages: dict[str, Page], publication: Publication, editor: Editor) -> None:
    """Record pages, the texts of feeds and the search index in one pass, so that each body is rendered once; `pages` are used up."""
    cache = examined.settings.cache / "search.sqlite" if examined.settings.cache else None
    memory = search.open_memory(cache)
    index = search.build_index(_items(examined, studio, pages, publication, editor), search_fields.labels(studio), memory)
    for path, digest in index.files.items():
        publication.put(_search_output(index, path, digest))
    memory.close()


def _search_output(index: search.Index, path: str, digest: str) -> Output:
    return Output(path, digest, lambda: index.read(path))


def _items(
    examined: Examined, studio: Studio, pages: dict[str, Page], publication: Publication, editor: Editor
) -> Iterator[search.SearchItem]:
    for record in studio.library.records.values():
        page = pages.pop(record.path)
        publication.put(studio.output(page))
        editor.keep(record)
        if page.listed:
            # Consumed at once by the index, while the body that the page has just shown is still at hand.
            shown = studio.card(record.key).digest
            where = studio.where.folders
            digest = studio.shows(examined.memory.version, examined.catalogue.settings_digest, where, record.digest, shown)
            yield search.SearchItem(record.key, digest, _document(examined, studio, record))


def _document(examined: Examined, studio: Studio, record: Record) -> Callable[[], search.SearchDocument]:
    return lambda: search_fields.document(studio, record, examined.prose(record))


def build_date() -> datetime.date | None:
    """The day that BUILD_DATE names, None when it is not set."""
    text = os.environ.get("BUILD_DATE", "")
    return datetime.date.fromisoformat(text) if text else None
