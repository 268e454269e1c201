"""The pages that only the offline edition has: what must no longer be used, and whether this machine can show everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from movement.edition import Edition
from movement.record import Record
from movement.render import facts
from movement.render.drawing import Drawn, Page, Studio
from movement.render.offline import lessons, posters
from movement.render.open_data import open_data
from movement.render.pages import sheets, subscribe
from movement.render.texts.prose import Prose

TEMPLATES = "offline/"
"""Where the templates of a stick's own files lie; the engine would publish those that are no HTML."""
RECALLED = "thu-hoi/"
SELF_TEST = "kiem-tra-may/"
UPDATE = "cap-nhat/"
SECTIONS = {
    lessons.PATH: lessons.TITLE,
    RECALLED: "Nội dung không dùng nữa",
    UPDATE: "Kiểm tra, cập nhật bản này",
    SELF_TEST: "Kiểm tra máy",
}
"""The edition's own pages in the menu, with their titles."""
ONLINE_ONLY = (subscribe.PATH, open_data.PATH)
"""Pages about what programs fetch from the internet."""
MENU = "Bản này"
USELESS = ("sitemap.xml*", "404.html", "assets/javascripts/**/*.*", "assets/stylesheets/*.map", "assets/stylesheets/palette.*")
"""Files of the site engine and its theme, as patterns, that are of no use in a folder without a server."""
RECALLED_INTRO = "Bản cũ có thể còn những nội dung này trên máy hoặc trên giấy. Hãy gỡ xuống, không in, không phát lại."
SELF_TEST_INTRO = "Trang này cho biết trình duyệt đang dùng có hiện được hết bản ngoại tuyến không, và phải làm gì nếu không."

UPDATE_INTRO = "Xem bản trên máy hoặc USB có nguyên vẹn không, bản mới có gì khác, và thay bản cũ bằng bản mới."


def is_of_the_edition(path: str) -> bool:
    """Whether a page is not on the internet, but in offline editions only."""
    return path.startswith((*SECTIONS, sheets.FOLDER)) or path.endswith(f"/{posters.NAME}")


def pages(studio: Studio, edition: Edition, today: date, prose_of: Callable[[Record], Prose]) -> Iterator[Page]:
    """Every page of the edition's own."""
    yield from lessons.pages(studio)
    yield from posters.pages(studio, today)
    yield from sheets.pages(studio, prose_of, today)
    yield _recalled(studio, edition, today)
    yield _plain(studio, UPDATE, UPDATE_INTRO, "offline/update.html")
    yield _plain(studio, SELF_TEST, SELF_TEST_INTRO, "offline/self-test.html")


def _recalled(studio: Studio, edition: Edition, today: date) -> Page:
    library = studio.library
    entries = edition.recalled(library)
    changed = [studio.card(record.key) for record in edition.changed(library)]
    replacing = {entry.replaced_by: facts.reference(library, "*", entry.replaced_by) for entry in entries if entry.replaced_by}
    values = {
        "title": SECTIONS[RECALLED],
        "intro": RECALLED_INTRO,
        "entries": entries,
        "replacing": replacing,
        "changed": changed,
        "before": date.fromisoformat(edition.previous.date) if edition.previous else None,
        "today": today,
    }
    shows = studio.shows(today, entries, replacing, *(card.digest for card in changed))
    return Page(
        RECALLED, RECALLED, shows, lambda: Drawn(SECTIONS[RECALLED], RECALLED_INTRO, studio.template("offline/recalled.html", **values))
    )


def _plain(studio: Studio, path: str, intro: str, template: str) -> Page:
    """A page that says the same in every edition."""
    title = SECTIONS[path]
    return Page(path, path, "", lambda: Drawn(title, intro, studio.template(template, title=title, intro=intro)), searched=(title, intro))
