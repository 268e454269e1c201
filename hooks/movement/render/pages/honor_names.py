"""The honor roll by name: collectives in the order of the Vietnamese alphabet with a way to each letter, then people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from movement import addresses
from movement.render.drawing import Drawn, Page, Studio
from movement.render.pages.honor_roll import NAMES_PATH, PATH, TITLE, views
from movement.render.pages.honours import Honour, Row, recipient_order
from movement.render.paging import PER_PAGE, paged, pager
from movement.schema.commendation import Recipient, RecipientKind
from movement.vietnamese import initial

HEADING = f"{TITLE}: theo tên"
INTRO = "Tập thể xếp theo bảng chữ cái tiếng Việt, sau đó là cá nhân. Chọn một chữ để đến đúng chỗ."
TELEX = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw"}
"""Letters that an anchor holds as people type them."""


@dataclass(frozen=True, slots=True)
class Group:
    """The heading under which recipients stand: a letter, or all people."""

    title: str
    anchor: str


PEOPLE = Group("Cá nhân", "ca-nhan")
SIGNS = Group("Số, ký hiệu", "chu-so")


def pages(studio: Studio, honours: list[Honour]) -> Iterator[Page]:
    """The pages of all recipients by name."""
    entries = [(recipient_order(recipient), honour, recipient) for honour in honours for recipient in honour.recipients]
    # One name honoured again and again stands in the order of the roll, newest first.
    entries.sort(key=lambda entry: (entry[0], entry[1].order, entry[1].record.id))
    placed = [(_group(recipient), honour, recipient) for _, honour, recipient in entries]
    first: dict[Group, str] = {}
    for place, (group, _, _) in enumerate(placed):
        first.setdefault(group, f"{addresses.numbered(NAMES_PATH, place // PER_PAGE + 1)}#{group.anchor}")
    letters = tuple((group.title, path) for group, path in first.items())
    for number, total, shown in paged(placed):
        digests = [(honour.record.stamp, recipient.display_name) for _, honour, recipient in shown]
        shows = studio.shows(letters, len(placed), number, *digests)
        draw = _drawer(studio, letters, shown, len(placed), number, total)
        found = (HEADING, INTRO) if number == 1 else None
        yield Page(addresses.numbered(NAMES_PATH, number), PATH, shows, draw, listed=number == 1, searched=found)


def _group(recipient: Recipient) -> Group:
    if recipient.kind is not RecipientKind.COLLECTIVE:
        return PEOPLE
    letter = initial(recipient.display_name)
    return Group(letter, f"chu-{TELEX.get(letter, letter.lower())}") if letter else SIGNS


def _drawer(
    studio: Studio,
    letters: tuple[tuple[str, str], ...],
    shown: Sequence[tuple[Group, Honour, Recipient]],
    count: int,
    number: int,
    total: int,
) -> Callable[[], Drawn]:
    def draw() -> Drawn:
        groups: list[tuple[Group, list[Row]]] = [
            (group, [honour.row(recipient) for _, honour, recipient in entries])
            for group, entries in groupby(shown, key=lambda entry: entry[0])
        ]
        content = studio.template(
            "honor-names.html",
            title=HEADING,
            intro=INTRO,
            letters=letters,
            views=views(PATH),
            here=NAMES_PATH,
            groups=groups,
            count=count,
            number=number,
            pager=pager(NAMES_PATH, number, total),
        )
        return Drawn(HEADING + (f" – trang {number}" if number > 1 else ""), INTRO, content)

    return draw
