"""The page of everything one can subscribe to."""

from __future__ import annotations

from collections.abc import Iterator

from movement.render import feeds
from movement.render.drawing import Drawn, Page, Studio

PATH = "dang-ky/"
TITLE = "Đăng ký nhận tin"
INTRO = "Nhận tin mới bằng ứng dụng đọc tin (RSS, Atom): không cần tài khoản, không để lại thông tin cá nhân."


def pages(studio: Studio) -> Iterator[Page]:
    """The page that lists every feed."""
    listed = [(feed.name_on_page, feed.name, len(feed.records)) for feed in feeds.feeds(studio)]

    def draw() -> Drawn:
        return Drawn(TITLE, INTRO, studio.template("subscribe.html", title=TITLE, intro=INTRO, feeds=listed))

    yield Page(PATH, PATH, studio.shows(*listed), draw)
