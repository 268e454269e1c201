"""The pages of tasks: all of them, and those of each addressee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from movement import addresses
from movement.render.drawing import Drawn, Page, Studio
from movement.render.duties import OTHERS, Addressee, Duty, addressees
from movement.render.feeds import calendars
from movement.render.feeds.calendars import Calendar
from movement.render.paging import Choice, paged, pager

PATH = "viec-can-lam/"
TITLE = "Việc cần làm và thời hạn"
IN_MENU = "Việc cần làm"
INTRO = "Việc mà văn bản giao cho cơ quan, doanh nghiệp, nhà trường, UBND; việc sắp tới hạn đứng trước."
OTHERS_TITLE = "Nơi được gọi tên"
OTHERS_INTRO = "Cơ quan, tổ chức, nhóm người mà văn bản giao việc đích danh."


@dataclass(frozen=True, slots=True)
class Board:
    """One list of duties: everything, or what one addressee must do."""

    path: str
    title: str
    intro: str
    duties: Sequence[Duty]
    choices: tuple[Choice, ...]
    """Every board, for the reader to change between them."""
    calendar: Calendar


def pages(studio: Studio, today: date, every: Sequence[Duty], of: Mapping[str, Sequence[Duty]]) -> Iterator[Page]:
    """The pages of all duties, of those of each addressee, and of addressees beyond the usual roles; `of` are their duties."""
    known = addressees(studio)
    usual = tuple(_choice(addressee, of) for addressee in known if addressee.usual)
    others = [_choice(addressee, of) for addressee in known if not addressee.usual]
    listed = (Choice(OTHERS_TITLE, f"{PATH}{OTHERS}/", len(others)),) if others else ()
    choices = (Choice("Tất cả", PATH, _waiting(every)), *usual, *listed)
    yield from _board_pages(studio, today, Board(PATH, TITLE, INTRO, every, choices, calendars.calendars(studio)[0]))
    for addressee in known:
        title = f"Việc cần làm: {addressee.name}"
        intro = f"Việc mà văn bản, tiêu chuẩn giao cho: {addressee.name}. Việc sắp tới hạn đứng trước."
        board = Board(f"{PATH}{addressee.id}/", title, intro, of[addressee.id], choices, calendars.calendar_of(addressee))
        yield from _board_pages(studio, today, board)
    if others:
        yield from _others_pages(studio, others)


def _choice(addressee: Addressee, of: Mapping[str, Sequence[Duty]]) -> Choice:
    return Choice(addressee.name, f"{PATH}{addressee.id}/", _waiting(of[addressee.id]))


def _waiting(duties: Sequence[Duty]) -> int:
    return sum(not duty.past for duty in duties)


def _board_pages(studio: Studio, today: date, board: Board) -> Iterator[Page]:
    for number, total, shown in paged(board.duties):
        digests = [(d.record.stamp, studio.card(d.record.key).digest, d.id, d.due, d.past) for d in shown]
        shows = studio.shows(board.path, board.title, number, total, _waiting(board.duties), board.choices, today, *digests)
        draw = _Drawer(studio, board, shown, number, total, today)
        found = (IN_MENU if board.path == PATH else board.title, board.intro) if number == 1 else None
        yield Page(addresses.numbered(board.path, number), PATH, shows, draw, listed=number == 1, searched=found)


class _Drawer:
    """Draws one page of a board."""

    def __init__(self, studio: Studio, board: Board, shown: Sequence[Duty], number: int, total: int, today: date) -> None:
        self.studio, self.board, self.shown, self.number, self.total, self.today = studio, board, shown, number, total, today

    def __call__(self) -> Drawn:
        board = self.board
        content = self.studio.template(
            "tasks.html",
            board=board,
            top=board.path == PATH,
            number=self.number,
            coming=[duty for duty in self.shown if duty.due and not duty.past],
            undated=[duty for duty in self.shown if not duty.due and not duty.past],
            past=[duty for duty in self.shown if duty.past],
            today=self.today,
            waiting=_waiting(board.duties),
            card_of=self.studio.card,
            # Offline there is nothing to subscribe to.
            address=f"{self.studio.where.site_url}{board.calendar.path}" if self.studio.left_out is None else "",
            pager=pager(board.path, self.number, self.total),
        )
        title = board.title + (f" – trang {self.number}" if self.number > 1 else "")
        return Drawn(title, board.intro, content, head=calendars.autodiscovery(board.calendar))


def _others_pages(studio: Studio, others: Sequence[Choice]) -> Iterator[Page]:
    path = f"{PATH}{OTHERS}/"
    for number, total, shown in paged(others) if others else ():
        draw = _OthersDrawer(studio, shown, len(others), number, total)
        yield Page(addresses.numbered(path, number), PATH, studio.shows(number, len(others), shown), draw, listed=number == 1)


class _OthersDrawer:
    """Draws one page of the list of addressees beyond the usual roles."""

    def __init__(self, studio: Studio, shown: Sequence[Choice], count: int, number: int, total: int) -> None:
        self.studio, self.shown, self.count, self.number, self.total = studio, shown, count, number, total

    def __call__(self) -> Drawn:
        page = pager(f"{PATH}{OTHERS}/", self.number, self.total)
        values = {
            "title": OTHERS_TITLE,
            "intro": OTHERS_INTRO,
            "choices": self.shown,
            "count": self.count,
            "crumbs": ((TITLE, PATH),),
            "pager": page,
        }
        title = OTHERS_TITLE + (f" – trang {self.number}" if self.number > 1 else "")
        return Drawn(title, OTHERS_INTRO, self.studio.template("task-addressees.html", **values))
