"""The home page: what this is, where each reader goes, what is due, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from movement.link import Library
from movement.render.cards import Card
from movement.render.drawing import Drawn, Page, Studio
from movement.render.duties import Duty, together
from movement.render.metadata import website
from movement.render.pages import honours, tasks
from movement.render.pages.honours import Honour
from movement.render.paging import newest_first

LEAD = "Phong trào Toàn dân bảo vệ an ninh Tổ quốc: văn bản, mô hình, khen thưởng và tài liệu phòng ngừa, có nguồn để kiểm tra."
MOST_RECIPIENTS = 12
"""How many recipients of the newest decision stand on the home page."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A kind of reader, and the ways to what that reader needs: (words, path)."""

    name: str
    ways: tuple[tuple[str, str], ...]


TASKS = "Việc phải làm, thời hạn"
CHECK = ("Tự kiểm tra theo tiêu chuẩn", "tieu-chuan/")
TILES = (
    Tile(
        "Người dân",
        (("Tài liệu phòng ngừa", "tai-lieu/"), ("Mô hình khu dân cư", "linh-vuc/residential/"), ("Báo tin ở đâu", "bao-tin/")),
    ),
    Tile("Cơ quan", ((TASKS, f"{tasks.PATH}co-quan/"), CHECK, ("Văn bản, mô hình", "linh-vuc/agency/"))),
    Tile("Doanh nghiệp", ((TASKS, f"{tasks.PATH}doanh-nghiep/"), CHECK, ("Văn bản, mô hình", "linh-vuc/enterprise/"))),
    Tile(
        "Nhà trường",
        (
            (TASKS, f"{tasks.PATH}nha-truong/"),
            CHECK,
            ("Tài liệu để dạy, treo", "tai-lieu/"),
            ("Văn bản, mô hình", "linh-vuc/school/"),
        ),
    ),
)


def _tiles(library: Library) -> list[Tile]:
    """The tiles with the ways that a site of these vocabularies has."""
    sectors = {f"linh-vuc/{name}/" for name in library.vocabularies["sectors"]}

    def leads(path: str) -> bool:
        return not path.startswith("linh-vuc/") or path in sectors

    return [Tile(tile.name, tuple(way for way in tile.ways if leads(way[1]))) for tile in TILES]


def pages(studio: Studio, every: Sequence[Duty], honoured: Sequence[Honour]) -> Iterator[Page]:
    """The home page; `every` are the duties, the next one first, and `honoured` all honours."""
    library = studio.library
    due = together(duty for duty in every if duty.due and not duty.past)[:5]
    chosen = [studio.card(key) for key in library.site.home.featured if key in library.records and library.records[key].listed]
    featured = chosen or _newest(studio, "models", 3)
    directives = _newest(studio, "directives", 5)
    news = _newest(studio, "news", 6)
    newest = honours.newest(studio, honoured, 4)
    values: dict[str, object] = {
        "lead": LEAD,
        "tiles": _tiles(library),
        "duties": due,
        "featured": featured,
        "directives": directives,
        "news": news,
        "latest": newest[0] if newest else None,
        "latest_card": newest[0].card(MOST_RECIPIENTS) if newest else None,
        "honours": newest[1:],
    }
    shown = [card.digest for card in (*featured, *directives, *news)]
    digests = [(duty.record.stamp, duty.id, duty.due) for duty in due] + [honour.record.stamp for honour in newest]
    yield Page("", "", studio.shows("home", *shown, *digests), lambda: _draw(studio, values))


def _newest(studio: Studio, collection: str, most: int) -> list[Card]:
    cards = (studio.card(record.key) for record in studio.library.of(collection))
    return newest_first(cards)[:most]


def _draw(studio: Studio, values: dict[str, object]) -> Drawn:
    return Drawn("", LEAD, studio.template("home.html", **values), head=website(studio, LEAD))
