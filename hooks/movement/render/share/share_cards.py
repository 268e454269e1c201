"""Share cards: the picture that a link shows in Zalo and elsewhere, one for each record and one for all other pages."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from movement.load import digest_of
from movement.publish import Output
from movement.record import Record
from movement.render.share import card_letters
from movement.render.share.card_painter import Painter
from movement.schema.base import State
from movement.schema.commendation import Validity

FOLDER = "the-chia-se/"
KICKERS = {Validity.CANCELLED: "Đã hủy bỏ, thu hồi"}


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What a card says; its file's name changes with it, so that nobody keeps an old picture under the same address."""

    name: str
    kicker: str
    title: str
    look: str
    """A digest of what all cards share: how they are painted, the letters, the site's name and host."""

    @property
    def path(self) -> str:
        """The path of the picture."""
        digest = digest_of(f"{self.look}\n{self.kicker}\n{self.title}".encode())
        return f"{FOLDER}{self.name}-{digest[:10]}.png"


class ShareCards:
    """The cards of a site, and the painter of those that are not there yet."""

    def __init__(self, fonts: Path, site_name: str, site_url: str) -> None:
        self._fonts = fonts
        self._site_name = site_name
        self._host = site_url.rsplit("://", maxsplit=1)[-1].rstrip("/")
        letters = b"".join((fonts / name).read_bytes() for name in card_letters.FONTS)
        painting = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("card_painter.py", "card_letters.py"))
        self._look = digest_of(b"\0".join((painting, letters, site_name.encode(), self._host.encode())))
        self._painter: Painter | None = None

    @property
    def look(self) -> str:
        """A digest of what all cards share."""
        return self._look

    @property
    def site(self) -> ShareCard:
        """The card of every page that has none of its own."""
        return ShareCard("trang", "", self._site_name, self._look)

    def of(self, record: Record, kicker: str) -> ShareCard:
        """The card of a record; what is withdrawn or hidden is not announced. The kicker says what it is."""
        validity = getattr(record.data, "validity", Validity.IN_FORCE)
        if record.data.state is State.WITHDRAWN or validity is Validity.HIDDEN:
            return self.site
        return ShareCard(record.path.strip("/"), KICKERS.get(validity, kicker), record.data.title, self._look)

    def outputs(self, cards: Iterable[ShareCard]) -> Iterator[Output]:
        """The pictures of these cards and of the site's own."""
        for card in dict.fromkeys((self.site, *cards)):
            path = card.path
            # The name says all there is in the picture.
            yield Output(path, path, functools.partial(self._paint, card))

    def _paint(self, card: ShareCard) -> bytes:
        if self._painter is None:
            self._painter = Painter(self._fonts, self._site_name, self._host)
        return self._painter.png(card.kicker, card.title)
