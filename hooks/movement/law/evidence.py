"""What stands around a number and says which of several texts is meant: a date, a year, the office that issued it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from movement.law.register import OfficialText, Register, office

TAIL = re.compile(
    r"\s*,?\s*\(?(?:ban hành |ký )?ngày\s+(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm|,)\s*((?:19|20)\d\d)(?!\d)"
    r"|(?:\s*,?\s*\(?năm\s+|\s*\(|\s+)((?:19|20)\d\d)(?!\d|[/.,-]\d)"
)
"""“ngày 28 tháng 12 năm 2021”, “ngày 7-5-2025”, “năm 2014”, “2016”."""
ISSUED_BY = re.compile(r"\s*\)?,?\s*(?:của|do)\s+([^.;:()“”\ue002]{2,110})")
ISSUED = re.compile(r"\s(?:đã |vừa |mới )?(?:ban hành|có|ra|ký)\s+(?:ban hành\s+)?(?:các\s+)?$")
ANY_OFFICE = re.compile(
    r"(?:ubnd|hđnd|công an|tỉnh ủy|thành ủy|tỉnh|thành phố|huyện|xã|phường|bộ|chính quyền|địa phương)"
    r"(?:\s+(?:tỉnh|thành phố|huyện|thị xã|xã|phường))?(?!\w)"
)
"""An office without the name of its place: “UBND tỉnh” says nothing about which."""
PLACE = re.compile(r"(?:tỉnh|thành phố|huyện|thị xã|xã|phường)\s")
SENTENCE = re.compile(r"[.;:()“”\ue002]")
SOMEBODY_ELSE = "?"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words round a number or a name."""

    end: int
    """Where they end, so far as they are a date or a year."""
    date: tuple[int, int, int] | None = None
    year: str = ""

    def fits(self, text: OfficialText) -> bool:
        """Whether a text can be the one that is meant; a date nobody has established contradicts nothing."""
        if self.date and text.signed_on:
            return (text.signed_on.year, text.signed_on.month, text.signed_on.day) == self.date
        year = self.year or (str(self.date[0]) if self.date else "")
        return not year or not text.years or year in text.years


def after(low: str, end: int) -> Evidence:
    """The date or year that follows."""
    match = TAIL.match(low, end)
    if not match:
        return Evidence(end)
    if match[4]:
        return Evidence(match.end(), year=match[4])
    return Evidence(match.end(), date=(int(match[3]), int(match[2]), int(match[1])))


def issuer(text: str, low: str, start: int, end: int, register: Register, symbol: str = "") -> str:
    """The id of the office that is named beside a number, "" if none is, `SOMEBODY_ELSE` if we do not know it."""
    if match := ISSUED_BY.match(low, end):
        words = office(match[1])
        # “Quyết định 514/QĐ-UBND của tỉnh Bắc Ninh”: the symbol says that it is the province's UBND.
        council = "ubnd " if symbol.endswith("ubnd") and PLACE.match(words) else ""
        return _office_of(text[match.start(1) : match.end(1)], council + words, register)
    if match := ISSUED.search(low, max(0, start - 30), start):
        said = SENTENCE.split(low[max(0, match.start() - 100) : match.start()])[-1]
        return register.issuer_before(office(said)) or ""
    return ""


def _office_of(written: str, words: str, register: Register) -> str:
    if found := register.issuer_at(words):
        return found
    match = ANY_OFFICE.match(words)
    if not match:
        return SOMEBODY_ELSE if written[:1].isupper() else ""
    # A capital after “UBND tỉnh” is the name of a province that issued none of our texts.
    following = words[match.end() :].split()
    return SOMEBODY_ELSE if following and _is_name(following[0], written) else ""


def _is_name(word: str, written: str) -> bool:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", written, re.IGNORECASE)
    return found is not None and written[found.start()].isupper()
