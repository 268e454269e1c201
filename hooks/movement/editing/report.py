"""What the chief editor should look at again: what was checked long ago, has no source, or relies on what has expired."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from movement.catalogue import Catalogue
from movement.link import Library
from movement.load import position
from movement.problems import Level, Problem
from movement.record import Record
from movement.schema.base import State
from movement.schema.directive import ForceState
from movement.vietnamese import date_text

YEAR = datetime.timedelta(days=365)
TEXT_LINK = re.compile(r"\]\([^)\s]*directives/([a-z0-9-]+)\.md")
SOON = datetime.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at."""

    file: str
    line: int
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind, and what to do with them."""

    title: str
    todo: str
    items: tuple[Item, ...]


def sections(catalogue: Catalogue, library: Library, problems: Iterable[Problem], today: datetime.date) -> list[Section]:
    """The report as of a day, with the advice among the checker's `problems`; a kind of which there is nothing has no items."""
    every = [record for record in library.records.values() if record.data.state is State.PUBLISHED]
    look = _Look(catalogue, library, today)
    kinds: tuple[tuple[str, str, Callable[[Record], Iterator[Item]]], ...] = (
        ("Hiệu lực văn bản kiểm tra đã quá 12 tháng", "Xem lại nguồn, sửa force.state nếu đổi, ghi force.checked_on mới.", look.force),
        ("Mô hình chưa xem lại trong một năm", "Hỏi nơi chủ trì còn hoạt động không, ghi state_of_work và checked_on.", look.model),
        ("Chưa có nguồn", "Tìm nguồn công khai cho bản ghi hoặc con số, hoặc bỏ điều không chứng minh được.", look.source),
        ("Dựa vào văn bản đã hết hiệu lực", "Xem văn bản mới quy định thế nào, sửa bài hoặc nói rõ là quy định cũ.", look.expired),
    )
    found = [Section(title, todo, tuple(item for record in every for item in find_in(record))) for title, todo, find_in in kinds]
    advised = [Item(each.path, each.line, "", each.message) for each in problems if each.level is Level.ADVICE]
    found.append(
        Section("Lời khuyên của máy kiểm tra", "Trích dẫn: ghi đủ loại, số, năm, cơ quan; thêm văn bản còn thiếu nếu cần.", tuple(advised))
    )
    ending = "Sửa tệp để không cần ngoại lệ, hoặc xem lại rồi gia hạn trong _allow.yml."
    return [*found, Section("Ngoại lệ sắp hết hạn trong 60 ngày", ending, tuple(_ending(catalogue, today)))]


class _Look:
    """The questions that are asked of each record."""

    def __init__(self, catalogue: Catalogue, library: Library, today: datetime.date) -> None:
        self.catalogue, self.library, self.today = catalogue, library, today
        self.expired_ids = {record.id for record in library.of("directives") if library.standings[record.id].state is ForceState.EXPIRED}

    def force(self, record: Record) -> Iterator[Item]:
        if record.collection == "directives" and record.data.force.state is not ForceState.EXPIRED:
            yield from self._old(record, record.data.force.checked_on, ("force", "checked_on"))

    def model(self, record: Record) -> Iterator[Item]:
        if record.collection == "models":
            yield from self._old(record, record.data.checked_on, ("checked_on",))

    def _old(self, record: Record, checked: datetime.date | None, keys: tuple[str, ...]) -> Iterator[Item]:
        if checked is None:
            yield self._item(record, keys[:1], "chưa ghi ngày kiểm tra")
        elif self.today - checked > YEAR:
            yield self._item(record, keys, f"kiểm tra lần cuối ngày {date_text(checked)}")

    def source(self, record: Record) -> Iterator[Item]:
        if not record.data.sources:
            yield self._item(record, ("sources",), "bản ghi không có nguồn nào")
        for index, result in enumerate(getattr(record.data, "results", ())):
            if not result.source and not record.data.sources:
                yield self._item(record, ("results", index), f"con số “{result.measure}” không có nguồn")

    def expired(self, record: Record) -> Iterator[Item]:
        for referral in self.library.referrals[record.key]:
            past = referral.keys[0] == "related" or "replaces" in referral.keys or "repeals" in referral.keys
            if referral.collection == "directives" and referral.id in self.expired_ids and not past:
                text = self.library.records[f"directives/{referral.id}"].data.number
                yield self._item(record, referral.keys, f"{text} đã hết hiệu lực")
        for link in TEXT_LINK.finditer(record.body if record.collection != "directives" else ""):
            if link[1] in self.expired_ids:
                line = position(record.body, link.start())[0] + record.body_line - 1
                text = self.library.records[f"directives/{link[1]}"].data.number
                yield Item(record.file, line, record.data.title, f"liên kết tới {text}, đã hết hiệu lực")

    def _item(self, record: Record, keys: tuple[str | int, ...], said: str) -> Item:
        return Item(record.file, self.catalogue.raw(record.file).mark(keys)[0], record.data.title, said)


def _ending(catalogue: Catalogue, today: datetime.date) -> Iterator[Item]:
    raw = catalogue.allowances.raw
    for index, entry in catalogue.allowances.entries.items():
        if raw and today <= entry.until <= today + SOON:
            yield Item(raw.path, raw.mark((index, "until"))[0], entry.file, f"hết hạn ngày {date_text(entry.until)}: {entry.reason}")


def as_text(found: list[Section], today: datetime.date) -> str:
    """The report for a terminal."""
    lines = [f"Việc cần xem lại, tính đến ngày {date_text(today)}"]
    for section in found:
        lines += ["", f"{section.title}: {len(section.items)}"]
        lines += [f"  {item.file}:{item.line}: {_said(item)}" for item in section.items]
        lines += [f"  → {section.todo}"] if section.items else []
    return "\n".join(lines) + "\n"


def as_markdown(found: list[Section], today: datetime.date) -> str:
    """The report as an issue, each thing a box to tick."""
    total = sum(len(section.items) for section in found)
    lines = [f"Tính đến ngày {date_text(today)} có {total} việc cần xem lại."]
    for section in (section for section in found if section.items):
        lines += ["", f"## {section.title} ({len(section.items)})", "", section.todo, ""]
        lines += [f"- [ ] `{item.file}:{item.line}` {_plain(_said(item))}" for item in section.items]
    return "\n".join(lines) + "\n"


def _said(item: Item) -> str:
    return f"{item.title}: {item.said}" if item.title else item.said


def _plain(text: str) -> str:
    """Text that stays text in Markdown, and calls nobody."""
    for mark in "\\`*_[]<>#@|":
        text = text.replace(mark, f"\\{mark}" if mark != "@" else "@\u200b")
    return " ".join(text.split())
