"""The home page: what this is, where each reader goes, what is due, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from movement.render import honor_roll
from movement.render.cards import Card
from movement.render.drawing import Drawn, Page, Studio
from movement.render.duties import Duty
from movement.render.metadata import website

LEAD = "Phong trào Toàn dân bảo vệ an ninh Tổ quốc: văn bản, mô hình, khen thưởng và tài liệu phòng ngừa, có nguồn để kiểm tra."
TILES = (
    ("Người dân", "Phòng lừa đảo, cháy nổ, an toàn cho trẻ; kênh báo tin chính thức.", "tai-lieu/"),
    ("Cơ quan", "Việc phải làm, thời hạn, tiêu chuẩn tự kiểm tra.", "linh-vuc/agency/"),
    ("Doanh nghiệp", "Mô hình cho doanh nghiệp, khu công nghiệp; thời hạn hằng năm.", "linh-vuc/enterprise/"),
    ("Nhà trường", "Mô hình học đường, tài liệu, việc cần làm của nhà trường.", "linh-vuc/school/"),
)


def pages(studio: Studio, every: Sequence[Duty]) -> Iterator[Page]:
    """The home page; `every` are the duties, the next one first."""
    library = studio.library
    due = [duty for duty in every if duty.due and not duty.past][:5]
    chosen = [studio.card(key) for key in library.site.home.featured if key in library.records]
    featured = chosen or _newest(studio, "models", 3)
    directives = _newest(studio, "directives", 5)
    news = _newest(studio, "news", 6)
    honours = list(honor_roll.newest(studio, 5))
    values: dict[str, object] = {
        "lead": LEAD,
        "tiles": TILES,
        "duties": due,
        "featured": featured,
        "directives": directives,
        "news": news,
        "honours": honours,
    }
    shown = [card.digest for card in (*featured, *directives, *news)]
    digests = [(duty.record.digest, duty.id, duty.due) for duty in due] + [h.record.digest for h in honours]
    yield Page("", "", studio.shows("home", *shown, *digests), lambda: _draw(studio, values))


def _newest(studio: Studio, collection: str, most: int) -> list[Card]:
    cards = (studio.card(record.key) for record in studio.library.of(collection))
    return sorted(cards, key=lambda card: card.order, reverse=True)[:most]


def _draw(studio: Studio, values: dict[str, object]) -> Drawn:
    return Drawn("", LEAD, studio.template("home.html", **values), head=website(studio, LEAD))
