"""A written Vietnamese text in the words of somebody who reads it aloud; what cannot be known stays as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from movement.law.numbers import NUMBER, Number, prepared, readings
from movement.speech.numerals import cardinal, day_of_month, decimal, digit_by_digit, from_roman, month_name, ordinal, spelled, year_name
from movement.speech.words import ABBREVIATIONS, AS_THEY_ARE, ISSUERS, KINDS, SIGNS, UNITS

SYLLABLES_A_MINUTE = 200
"""How fast a broadcast is read: slower than the 233 syllables a minute measured on the news of the Voice of Vietnam, because loudspeakers
outdoors echo. Source of the 233: thesis “Khảo sát ngôn ngữ bản tin thời sự trên Đài Tiếng nói Việt Nam”, 3.3.1,
https://123docz.net/trich-doan/826318-toc-do-trung-binh.htm.
"""
YEAR = r"(?:19|20)\d\d"
# Read whole or not at all: a part of an amount would be another amount.
PLAIN = r"(?>\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?)"
UNIT = rf"(?:\s?(?P<unit>{'|'.join(re.escape(sign) for sign in sorted(UNITS, key=len, reverse=True))})(?!\w)(?P<per>(?:/[^\W\d_]+)*))?"
TOKEN = re.compile(
    rf"""
      (?P<web>(?:https?://|\bwww\.)[^\s<>()]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|org|net)\b(?:/[^\s<>(),;]*)?)
    | (?P<always>\b24/24(?:\s?(?:h|giờ))?(?![\w/]))
    | (?P<place>(?<![\w.])(?:TP|TX)\.\s?(?!HCM)(?=[^\W\d_]))
    | (?P<phone>\b(?:0\d{{2,3}}(?:[ .]\d{{3,4}}){{2}}|1[89]00[ .]\d{{4,6}})(?![\w.,/]\w))
    | (?P<time>\b(?P<hour>[01]?\d|2[0-4])(?:\s?[hg](?P<minute>[0-5]\d)?|:(?P<minutes>[0-5]\d))(?![\w:]))
    | (?P<days>\b(?P<from>\d\d?)\s?[-–]\s?(?P<to>\d\d?)/(?P<of>\d\d?)(?:/(?P<year>{YEAR}))?(?![\d/]))
    | (?P<date>\b(?P<day>\d\d?)(?P<mark>[/.-])(?P<month>\d\d?)(?P=mark)(?P<years>{YEAR})(?!\w))
    | (?P<months>\b(?P<which>\d\d?)/(?P<whose>{YEAR})(?!\w))
    | (?P<pair>\b(?P<first>\d+)/(?P<second>\d+)(?![\w/]))
    | (?P<point>\b\d+(?:\.\d\d?)+(?![\w,]))
    | (?P<number>\b(?P<low>{PLAIN})(?:\s?[-–]\s?(?P<high>{PLAIN}))?{UNIT}(?![\w/]))
    | (?P<roman>\b(?P<numeral>[IVXLC]+)\b(?:/(?P<in_year>{YEAR}))?(?![.&-]?\w))
    | (?P<letters>\b[A-ZĐ][A-ZĐƯ0-9]*(?:[.&-]?[A-ZĐƯ0-9]+)+(?!\w))
    | (?P<sign>[&+=≥≤→@])
    """,
    re.VERBOSE,
)
LAST_WORD = re.compile(r"(\w+)[\s(]*$")
DAY_WORDS = set("ngày sáng trưa chiều tối đêm hôm nay qua từ đến tới trước sau hạn và hội lễ dịp niệm khánh".split())
"""What stands before a day and a month: without it `24/7` is no date."""
KNOWN_DAYS = {"8/3", "26/3", "30/4", "26/6", "27/7", "19/8", "20/10", "20/11", "22/12"}
"""Days that everybody knows by their numbers, and that are no parts of a whole, as 1/5 is."""
AFTER_A_DAY = re.compile(r"\b(?P<day>\d\d?/\d\d?)\s?(?P<mark>[-–,])\s?$")
HOURS = {"lúc", "từ", "đến", "tới", "khoảng", "hồi", "trước", "sau", "vào", "sáng", "trưa", "chiều", "tối", "đêm"}
"""What stands before an hour: without it `20g` is a weight."""
PLACES = {"TP": "thành phố ", "TX": "thị xã "}
ROMAN_WORDS = {"quý", "khóa", "thứ", "chương", "phần", "mục", "loại", "hạng", "hội", "kỷ", "cấp", "khu"}
CALLED = re.compile(r"\b(?:gọi|báo|điện thoại|đường dây|tổng đài|số máy)\b[^.!?;\n]*$", re.IGNORECASE)
NEAR = 60
"""Characters after a document's number in which its issuer may be named."""


@dataclass(slots=True)
class Spoken:
    """A text in spoken words, and the abbreviations in it that nobody has told us how to say."""

    text: str
    unread: list[str]

    @property
    def seconds(self) -> int:
        """How long it takes to read, with its pauses."""
        return round(len(re.findall(r"\w+", self.text)) * 60 / SYLLABLES_A_MINUTE)


def read_aloud(text: str, called: Collection[str] = ()) -> Spoken:
    """The text in spoken words; `called` are numbers of telephones, which are read digit by digit where the sentence is of calling."""
    reader = _Reader(text, called)
    return Spoken("".join(reader.parts()), reader.unread)


class _Reader:
    def __init__(self, text: str, called: Collection[str]) -> None:
        self.text = text
        self.called = called
        self.unread: list[str] = []
        self._ways: dict[str, Callable[[re.Match[str]], str]] = {
            "web": self._web,
            "always": lambda _: "suốt ngày đêm",
            "place": lambda match: PLACES[match[0][:2]],
            "phone": lambda match: digit_by_digit(re.sub(r"\D", "", match[0])),
            "time": self._time,
            "days": self._days,
            "date": self._date,
            "months": self._months,
            "pair": self._pair,
            "point": self._point,
            "number": self._number,
            "roman": self._roman,
            "letters": self._letters,
            "sign": self._sign,
        }

    def parts(self) -> Iterator[str]:
        """The text in pieces: the numbers of documents, and all that stands between them."""
        end = 0
        for number, start in self._documents():
            yield from self._between(end, start)
            end = start + number.length
            yield self._document(number, start, end)
        yield from self._between(end, len(self.text))

    def _documents(self) -> Iterator[tuple[Number, int]]:
        for match in re.finditer(rf"(?<![\w/]){NUMBER}", prepared(self.text)):
            number = next((reading for reading in readings(match[0]) if reading.typical), None)
            # In small letters it is something else: `5/km`.
            if number and not self.text[match.start() : match.start() + number.length].islower():
                yield number, match.start()

    def _between(self, start: int, end: int) -> Iterator[str]:
        for match in TOKEN.finditer(self.text, start, end):
            yield self.text[start : match.start()]
            start = match.end()
            yield self._token(match)
        yield self.text[start:end]

    def _before(self, position: int) -> str:
        """The word before a position, in small letters; "" where punctuation stands between."""
        match = LAST_WORD.search(self.text, max(0, position - 30), position)
        return match[1].lower() if match else ""

    def _document(self, number: Number, start: int, end: int) -> str:
        """“Thông tư số 124/2021/TT-BCA” as “Thông tư số một trăm hai mươi tư năm hai nghìn không trăm hai mươi mốt của Bộ Công an”."""
        kind = KINDS.get(number.segments[0], "")
        before = self.text[max(0, start - NEAR) : start].rstrip()
        said = before.lower().endswith((kind.lower(), f"{kind.lower()} số")) if kind else True
        words = [] if said else [kind]
        words += [] if before.lower().endswith("số") else ["số"]
        words.append(_count(number.count))
        words += [year_name(int(number.year))] if number.year else []
        segments = number.segments[1:] if kind else number.segments
        following = self.text[end : end + NEAR].lower()
        issuers = [_issuer(segment) for segment in segments]
        if any(re.search(rf"\b{re.escape(name.lower())}\b", following) for name in (*issuers, *segments)):
            # The sentence itself says whose it is; which office of theirs made it is of no use to a listener.
            issuers = []
        return " ".join([*words, *(["của", ", ".join(issuers)] if issuers else [])])

    def _token(self, match: re.Match[str]) -> str:
        for name, speak in self._ways.items():
            if match[name]:
                return speak(match)
        return match[0]

    def _web(self, match: re.Match[str]) -> str:
        address = re.sub(r"^(?:https?://)?(?:www\.)?", "", match[0])
        end = re.search(r"[.,;:!?]*$", address)
        assert end is not None
        address = address[: end.start()].strip("/")
        return re.sub(r"\s+", " ", address.replace(".", " chấm ").replace("/", " gạch chéo ").replace("-", " gạch ngang ")) + end[0]

    def _time(self, match: re.Match[str]) -> str:
        minute, before = match["minute"] or match["minutes"], self._before(match.start())
        if match["minutes"] and before == "lệ":
            return f"{cardinal(int(match['hour']))} trên {cardinal(int(match['minutes']))}"
        if match[0].endswith("g") and before not in HOURS:
            return f"{cardinal(int(match['hour']))} gam"
        after = f" {cardinal(int(minute))}" if minute and int(minute) else ""
        return f"{cardinal(int(match['hour']))} giờ{after}"

    def _named_day(self, day: str, before: str) -> str:
        words = day_of_month(int(day))
        if before in ("mùng", "mồng"):
            return words.removeprefix("mùng ")
        return words if before == "ngày" else f"ngày {words}"

    def _days(self, match: re.Match[str]) -> str:
        if not (_is_day(match["from"], match["of"]) and _is_day(match["to"], match["of"])):
            return match[0]
        first = self._named_day(match["from"], self._before(match.start()))
        year = f" {year_name(int(match['year']))}" if match["year"] else ""
        return f"{first} đến {self._named_day(match['to'], '')} {month_name(int(match['of']))}{year}"

    def _date(self, match: re.Match[str]) -> str:
        if not _is_day(match["day"], match["month"]):
            return match[0]
        day = self._named_day(match["day"], self._before(match.start()))
        return f"{day} {month_name(int(match['month']))} {year_name(int(match['years']))}"

    def _months(self, match: re.Match[str]) -> str:
        month, before = int(match["which"]), self._before(match.start())
        if before == "quý" and month <= 4:
            return f"{cardinal(month)} {year_name(int(match['whose']))}"
        if not 1 <= month <= 12:
            return f"{cardinal(month)} trên {cardinal(int(match['whose']))}"
        name = month_name(month) if before != "tháng" else month_name(month).removeprefix("tháng ")
        return f"{name} {year_name(int(match['whose']))}"

    def _pair(self, match: re.Match[str]) -> str:
        before = self._before(match.start())
        known = match[0] in KNOWN_DAYS or before in DAY_WORDS or self._is_after_a_day(match.start())
        if known and _is_day(match["first"], match["second"]):
            return f"{self._named_day(match['first'], before)} {month_name(int(match['second']))}"
        first, second = int(match["first"]), int(match["second"])
        return f"{cardinal(first)} {'phần' if first < second <= 5 else 'trên'} {cardinal(second)}"

    def _is_after_a_day(self, position: int) -> bool:
        """Whether a day stands before, to which this one belongs: “1/11 - 15/12”, “30/4, 1/5”."""
        found = AFTER_A_DAY.search(self.text, max(0, position - 10), position)
        return found is not None and (found["mark"] != "," or found["day"] in KNOWN_DAYS)

    def _point(self, match: re.Match[str]) -> str:
        return " chấm ".join(cardinal(int(digits)) for digits in match[0].split("."))

    def _number(self, match: re.Match[str]) -> str:
        before = self._before(match.start())
        words = self._figure(match["low"], before, match.end())
        high = f" đến {self._figure(match['high'], '', match.end())}" if match["high"] else ""
        unit = f" {UNITS[match['unit']]}" if match["unit"] else ""
        per = "".join(f" mỗi {UNITS.get(name, name)}" for name in (match["per"] or "").split("/")[1:])
        return f"{words}{high}{unit}{per}"

    def _figure(self, figure: str, before: str, end: int) -> str:
        digits = figure.replace(".", "")
        if "," in digits:
            whole, _, decimals = digits.partition(",")
            return decimal(whole, decimals)
        if (figure in self.called and self._is_of_calling(end - len(figure))) or (figure.isdigit() and len(figure) >= 8):
            return digit_by_digit(figure)
        number = int(digits)
        if before == "ngày" and 1 <= number <= 10 and self.text[end:].lstrip().lower().startswith("tháng"):
            return day_of_month(number)
        if before == "tháng" and number == 4:
            return "tư"
        return ordinal(number) if before == "thứ" else cardinal(number)

    def _is_of_calling(self, position: int) -> bool:
        """Whether the sentence up to here is of calling somebody."""
        return bool(CALLED.search(self.text, max(0, position - 200), position))

    def _roman(self, match: re.Match[str]) -> str:
        number = from_roman(match["numeral"])
        before = self._before(match.start())
        # A lone C or L is a name: “khu C”.
        if not number or before not in ROMAN_WORDS or not {*match["numeral"]} & {*"IVX"}:
            return match[0]
        year = f" {year_name(int(match['in_year']))}" if match["in_year"] else ""
        return f"{ordinal(number) if before == 'thứ' else cardinal(number)}{year}"

    def _letters(self, match: re.Match[str]) -> str:
        written = match[0]
        words = ABBREVIATIONS.get(written)
        if words is None:
            if written not in AS_THEY_ARE:
                self.unread.append(written)
            return written
        before = self._before(match.start())
        first, _, rest = words.partition(" ")
        return rest if rest and first.lower() == before else words

    def _sign(self, match: re.Match[str]) -> str:
        space_before = "" if self.text[: match.start()].endswith((" ", "\n")) else " "
        space_after = "" if self.text[match.end() :].startswith((" ", "\n")) else " "
        return f"{space_before}{SIGNS[match[0]]}{space_after}"


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _count(count: str) -> str:
    """The running number of a document: `07a` is “bảy a”."""
    digits = count.rstrip("abcdefghiklmnopqrstuvxyđ")
    return " ".join(part for part in (cardinal(int(digits)), spelled(count[len(digits) :])) if part)


def _issuer(segment: str) -> str:
    """What a part of a document's symbol stands for; letters by their names where it is not known."""
    letters = segment.rstrip("0123456789")
    number = segment[len(letters) :]
    if letters == "qh":
        return f"Quốc hội khóa {cardinal(int(number))}" if number else "Quốc hội"
    if segment.upper() in ABBREVIATIONS:
        return ABBREVIATIONS[segment.upper()]
    name = ISSUERS.get(letters) or spelled(letters)
    if not number:
        return name
    return f"{name} {digit_by_digit(number) if number.startswith('0') else cardinal(int(number))}"
