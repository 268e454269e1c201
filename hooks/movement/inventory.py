"""Everything the site consists of: its pages, its feeds, the files beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from movement.edition import MANIFEST
from movement.examined import Examined
from movement.load import digest_of
from movement.publish import Output
from movement.record import Record
from movement.render import duties, feed_names, plumbing
from movement.render.cms import cms
from movement.render.drawing import Page, Place, Studio
from movement.render.duties import Duty
from movement.render.feeds import broadcast, calendars, feeds
from movement.render.feeds.feeds import Feed
from movement.render.feeds.item import Editor
from movement.render.feeds.memory import Texts
from movement.render.layout import Layout
from movement.render.left_out import LeftOut
from movement.render.offline import offline
from movement.render.open_data import open_data
from movement.render.pages import figures, home, honor_names, honor_roll, honours, landings, lists, records, search_fields, subscribe, tasks
from movement.render.search.search import SearchDocument, SearchItem
from movement.render.share.share_cards import ShareCards
from movement.render.templates import environment
from movement.render.texts import pictures
from movement.render.texts.citation_index import Citations
from movement.schema import COLLECTIONS

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


NOT_SEARCHED = ("tim-kiem/", "huong-dan/truong-du-lieu/")
"""The page of search itself, and a reference in which every word stands."""
DEEPEST = 9
"""More folders than the path of any page has."""


class Inventory:
    """What one build makes of what was examined; each part is made when it is asked for."""

    def __init__(self, examined: Examined, layouts: Mapping[str, Layout], kept: Path | None = None) -> None:
        """In the file `kept` the texts of feeds stay from build to build."""
        self.examined = examined
        self.studio = _studio(examined, layouts)
        self._kept = kept

    @cached_property
    def texts(self) -> Texts:
        """The texts of feeds, to be closed when all files are made."""
        return Texts(self._kept)

    @cached_property
    def editor(self) -> Editor:
        """Who makes the items of feeds."""
        return Editor(self.studio, self.texts, self.examined.prose, self.examined.shown)

    @cached_property
    def _feeds(self) -> list[Feed]:
        return [*feeds.feeds(self.studio, self.editor.entry), broadcast.feed(self.studio, self.editor, self.examined.prose)]

    @cached_property
    def _duties(self) -> list[Duty]:
        return duties.duties(self.studio, self.studio.library.day, self._citations.anchor)

    @cached_property
    def _duties_of(self) -> dict[str, list[Duty]]:
        return duties.by_addressee(self._duties, duties.addressees(self.studio))

    def pages(self) -> Iterator[Page]:
        """Every page that the core draws."""
        studio, edition, day = self.studio, self.examined.settings.edition, self.studio.library.day
        honoured = list(honours.honours_of(studio))
        yield from home.pages(studio, self._duties, honoured)
        yield from lists.pages(studio)
        yield from honor_roll.pages(studio, honoured)
        yield from honor_names.pages(studio, honoured)
        yield from tasks.pages(studio, day, self._duties, self._duties_of)
        yield from figures.pages(studio, studio.library.newest)
        if edition:
            yield from offline.pages(studio, edition, day, self.examined.prose)
        else:
            yield from subscribe.pages(studio, self._feeds)
            yield from open_data.pages(studio, self.examined.data_edition(studio))
        yield from records.record_pages(studio, self._beside)

    def record_page(self, record: Record) -> Page:
        """The page of one record."""
        return records.record_page(self.studio, record, self._beside)

    @property
    def _citations(self) -> Citations:
        assert self.examined.citations is not None
        return self.examined.citations

    @cached_property
    def _beside(self) -> records.Beside:
        return records.Beside(self.examined.prose, self.examined.shown, self._citations, duties.by_record(self._duties))

    def named_files(self) -> Iterator[Output]:
        """Files with a name of their own that bodies may link to; the texts of feeds are kept before these are made."""
        yield from broadcast.outputs(self.studio, self.examined.prose)
        yield from feeds.outputs(self.studio, self._feeds)
        yield from calendars.outputs(self.studio, self._duties, self._duties_of)
        if self.examined.settings.edition is None:
            yield from subscribe.outputs(self.studio, self._feeds)

    def carried(self, named: Sequence[Output]) -> Iterator[Output]:
        """Of these files those that this edition carries."""
        left_out = self.studio.left_out
        yield from (output for output in named if left_out is None or output.file not in left_out)

    def for_programs(self, places: Sequence[Place]) -> Iterator[Output]:
        """Files that nobody reads: online what programs of the internet and old links ask for, offline the edition's manifest."""
        examined, studio = self.examined, self.studio
        edition, hosting = examined.settings.edition, examined.settings.hosting
        if edition is None:
            known = [*plumbing.listed(places), *((page.path, "") for page in examined.hand_written)]
            yield from open_data.outputs(studio, examined.data_edition(studio))
            yield from studio.share.outputs(map(studio.share_card, studio.library.records.values()))
            yield from plumbing.for_machines(studio, known)
            yield from (output for _, _, output in plumbing.redirects(studio))
        else:
            manifest = edition.manifest(studio.library, studio.library.day)
            yield Output(MANIFEST, digest_of(manifest), lambda: manifest)
        if hosting:
            yield from cms.outputs(studio, hosting)

    def attached(self) -> Iterator[Output]:
        """The files and pictures that records show or offer."""
        studio, folder = self.studio, self.examined.catalogue.folder
        wanted: set[str] = set()
        shown: set[str] = set()
        for record in studio.library.records.values():
            outline = self.examined.shown(record)
            wanted.update(plumbing.wanted_files(record), outline.files)
            shown.update(pictures.of(record, outline))
        yield from plumbing.attachments(folder, wanted, studio)
        # An edition in flat files has no room for sizes.
        if studio.where.folders:
            yield from pictures.sizes(folder, shown)

    def search_item(self, record: Record) -> SearchItem:
        """What search knows of a record."""
        studio, examined = self.studio, self.examined
        shown = studio.card(record.key).digest
        where = studio.where.folders
        digest = studio.shows(examined.memory.version, examined.catalogue.settings_digest, where, record.digest, shown)

        def document() -> SearchDocument:
            return search_fields.document(studio, record, examined.prose(record))

        return SearchItem(record.key, digest, document)

    def page_items(self, pages: Iterable[Page]) -> Iterator[SearchItem]:
        """What search knows of the pages that are no records: of those `pages` that it lists, and of those written by hand."""
        studio = self.studio
        for page in pages:
            if page.searched:
                yield self._page_item(page.path, page.searched, partial(search_fields.drawn_page, studio, page.path, *page.searched))
        for hand in self.examined.hand_written:
            if hand.path not in NOT_SEARCHED:
                words = (hand.title, hand.description, hand.keywords, hand.sections)
                yield self._page_item(hand.path, words, partial(search_fields.hand_page, studio, hand.path, *words))

    def _page_item(self, path: str, words: Sequence[object], load: Callable[[], SearchDocument]) -> SearchItem:
        digest = self.studio.shows(self.examined.memory.version, self.studio.where.folders, *words)
        # Of equal pages the one with the last key is shown first: that of all before those of some.
        return SearchItem(f"{search_fields.PAGES}/{DEEPEST - path.count('/')}/{path}", digest, load)


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


def left_out(examined: Examined) -> LeftOut | None:
    """What the edition does not carry; None online."""
    edition = examined.settings.edition
    if edition is None or examined.library is None:
        return None
    return LeftOut.of(examined.library, examined.where, (*edition.without, *offline.ONLINE_ONLY))
