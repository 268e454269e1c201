"""What a build is for, and the data as steps 1 to 3 found them: the later steps ask here for what they share."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, field
from pathlib import Path

from movement import links
from movement.addresses import Addresses
from movement.catalogue import Catalogue
from movement.edition import Edition
from movement.link import Library
from movement.memory import Memory
from movement.problems import Level, Problem
from movement.record import Record
from movement.render.cms import cms
from movement.render.drawing import Studio
from movement.render.open_data import open_data
from movement.render.open_data.package import Edition as DataEdition
from movement.render.texts import prose
from movement.render.texts.citation_index import Citations
from movement.render.texts.legal_text import with_clauses
from movement.render.texts.prose import Outline, Prose
from movement.schema.directive import Directive, TextKind


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, and what the build is for. Nothing else comes from outside the data."""

    data: Path
    docs: Path
    templates: Path
    cache: Path | None = None
    site_url: str = "https://example.org/"
    site_name: str = ""
    edit_base: str = ""
    """What stands before a data file's name in the link to edit it."""
    edition: Edition | None = None
    """The offline edition, of flat files; None is the site with all that is public, a folder a page."""
    today: datetime.date | None = None
    """The only "today", such as `build_date`; None is the newest day on which a record was put on the site or updated."""
    hosting: cms.Hosting | None = None
    """Where editors' changes go; None for a site without a content manager."""


def build_date() -> datetime.date | None:
    """The day that BUILD_DATE names, None when it is not set; ValueError, in the words of editors, when it is no day."""
    text = os.environ.get("BUILD_DATE", "")
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"BUILD_DATE phải là ngày dạng 2026-11-22, không phải “{text}”") from None


@dataclass(slots=True)
class Examined:
    """The data as it could be read, and what is wrong with it."""

    settings: Settings
    catalogue: Catalogue
    memory: Memory
    library: Library | None
    problems: list[Problem]
    where: Addresses
    citations: Citations | None = None
    _last: tuple[str, Prose] | None = field(default=None)
    _hand_written: list[links.HandPage] | None = field(default=None)
    _data_edition: DataEdition | None = field(default=None)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [problem for problem in self.problems if problem.level is Level.ERROR]

    def prose(self, record: Record) -> Prose:
        """A record's body as HTML; the last one is kept, because page, search and feed ask one after another."""
        if self._last is None or self._last[0] != record.key:
            rendered = prose.render(record.body, record.file, self.where)
            if isinstance(record.data, Directive):
                rendered = with_clauses(rendered, full=record.data.text is TextKind.FULL)
            self.memory.keep_note(record, links.NOTE, rendered.outline)
            self._last = (record.key, rendered)
        return self._last[1]

    def outline(self, record: Record) -> Outline:
        """What is known of a record's body, from the last build where nothing changed."""
        return links.remembered_outline(self.memory, record) or self.prose(record).outline

    def shown(self, record: Record) -> Outline:
        """The outline of a body that shows or offers files; of others, which are not rendered for it, an empty one."""
        return self.outline(record) if prose.FILES in record.body else prose.NOTHING

    @property
    def hand_written(self) -> list[links.HandPage]:
        """The pages under docs/."""
        if self._hand_written is None:
            self._hand_written = links.hand_pages(self.settings.docs, self.where)
        return self._hand_written

    def data_edition(self, studio: Studio) -> DataEdition:
        """The edition of the open data."""
        if self._data_edition is None:
            self._data_edition = open_data.edition_of(studio, studio.library.newest)
        return self._data_edition
