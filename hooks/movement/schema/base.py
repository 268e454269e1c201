"""What every record shares: the kinds of field, how they read their text, and the keys any record may carry."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, dataclass_transform

from pydantic import ConfigDict, Field, GetCoreSchemaHandler
from pydantic.dataclasses import dataclass
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, core_schema

from movement.pickling import Class, quickly_restored

# Most builds read a record or two anew: the validator of a class is built when it is first asked.
STRICT = ConfigDict(extra="forbid", defer_build=True)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def schema(cls: Class) -> Class:
    """A class of the content model."""
    return quickly_restored(dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)(cls))  # type: ignore[return-value]


def about(label: str, rule: str = "", eg: str = "", *, rare: bool = False, private: bool = False) -> Any:
    """The Vietnamese label of a field, what to write in it, and an example as it would stand in a file.

    A rare field is shown to editors, but commented out in the specimens; a private one is for checks only and never published.
    """
    info: FieldInfo = Field(
        title=label,
        description=rule or None,
        examples=[eg] if eg else None,
        json_schema_extra={"rare": True} if rare else None,
        exclude=private or None,
    )
    return info


class Choice(StrEnum):
    """A closed list: the value that is written, and the Vietnamese words that are read."""

    label: str

    def __new__(cls, value: str, label: str) -> Choice:
        """A member that is its value and carries its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclasses.dataclass(frozen=True, slots=True)
class Reads:
    """How a field reads its one text value; what `parse` refuses with ValueError becomes the problem `code`."""

    kind: str
    """What sort of value it is, for tools that offer editors a form: `date`, `url`…"""
    code: str
    parse: Callable[[str], Any]
    pattern: str
    """A regular expression, for ECMAScript too, that finds something in every value `parse` takes."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Read the text before pydantic sees it."""
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def _read(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("not-text", "not-text")
        try:
            return self.parse(value.strip())
        except ValueError:
            raise PydanticCustomError(self.code, self.code, {"value": value}) from None


def matching(kind: str, code: str, pattern: str) -> Reads:
    """A reader of text that a pattern describes wholly."""
    return Reads(kind, code, _matching(pattern), whole(pattern))


def whole(pattern: str) -> str:
    """A pattern that a text matches from its beginning to its end."""
    return f"^(?:{pattern})$"


def _matching(pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def parse(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(text)
        return text

    return parse


def _text(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(_matching(r"\d{4}-\d\d-\d\d")(text))


def _partial_date(text: str) -> str:
    datetime.date.fromisoformat((_matching(r"\d{4}(-\d\d){0,2}")(text) + "-01-01")[:10])
    return text


def _rule(text: str) -> str:
    if text.startswith("--"):
        datetime.date.fromisoformat("2024" + _matching(r"--\d\d-\d\d")(text)[1:])
        return text
    return _matching("quarter|month")(text)


def _number(text: str) -> int | float:
    _matching(NUMBER)(text)
    return float(text) if "." in text else int(text)


def _any_record(text: str) -> str:
    # `news/2025/x` and `news/x` name the same record: ids are unique in a collection.
    collection, *_year, record_id = _matching(COLLECTION_ID)(text).split("/")
    return f"{collection}/{record_id}"


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[_matching("true|false")(text)]


ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
COLLECTION_ID = rf"[a-z]+/(?:\d{{4}}/)?{ID}"
MONTH = r"(?:0[1-9]|1[0-2])"
DAY = r"(?:0[1-9]|[12]\d|3[01])"
WORDS = r"\S"
NUMBER = r"-?(?![1-9]\d{0,2}(?:\.\d{3})+$)\d+(?:\.\d+)?"
"""Not `1.240`, which Vietnamese readers and writers take for a thousand and more."""

Text = Annotated[str, Reads("text", "empty", _text, WORDS)]
Paragraph = Annotated[str, Reads("paragraph", "empty", _text, WORDS)]
"""Text of some length, for which a form offers several lines."""
Summary = Annotated[Paragraph, Field(max_length=400)]
Slug = Annotated[str, matching("id", "wrong-slug", ID)]
Date = Annotated[datetime.date, Reads("date", "wrong-date", _date, whole(rf"\d{{4}}-{MONTH}-{DAY}"))]
PartialDate = Annotated[str, Reads("partial-date", "wrong-partial-date", _partial_date, whole(rf"\d{{4}}(?:-{MONTH}(?:-{DAY})?)?"))]
"""A year, a month or a day, as ISO text: what is known and no more."""
Rule = Annotated[str, Reads("rule", "wrong-rule", _rule, whole(rf"--{MONTH}-{DAY}|quarter|month"))]
"""A day of each year (`--11-30`), or `quarter`, `month`."""
Number = Annotated[int | float, Reads("number", "wrong-number", _number, whole(NUMBER))]
Boolean = Annotated[bool, Reads("boolean", "wrong-boolean", _boolean, whole("true|false"))]
Url = Annotated[str, matching("url", "wrong-url", r"""https?://[^\s<>"'\\]+""")]
Domain = Annotated[str, matching("domain", "wrong-domain", r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")]
_NAME = r'(?!\.\.|\s)[^/\\\x00-\x1f"<>|?*#%:]+'
DATA_FILE = re.compile(rf"files/(?:{_NAME}/)*{_NAME}")
"""A file under `data/`: it lies in `files/`, and its name holds nothing that an address or Windows reads otherwise."""
DataFile = Annotated[str, matching("file", "wrong-file", DATA_FILE.pattern)]
SitePath = Annotated[str, matching("path", "wrong-site-path", r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?")]


REFERENCE = "x-collection"
"""The keyword of JSON Schema that says whose id a text is."""


class Reference:
    """Marks a text as the id of a record of `collection`; link.py follows it."""

    def __init__(self, collection: str) -> None:
        self.collection = collection

    def __repr__(self) -> str:
        return f"Reference({self.collection!r})"


ANY = "*"
"""The collection of a reference that names its own: `models/tieng-keng-an-ninh`."""

Unit = Annotated[Slug, Reference("units")]
Organisation = Annotated[Slug, Reference("organisations")]
Award = Annotated[Slug, Reference("awards")]
Sector = Annotated[Slug, Reference("sectors")]
Topic = Annotated[Slug, Reference("topics")]
Directive = Annotated[Slug, Reference("directives")]
Model = Annotated[Slug, Reference("models")]
Commendation = Annotated[Slug, Reference("commendations")]
AnyRecord = Annotated[str, Reads("id", "wrong-reference", _any_record, whole(COLLECTION_ID)), Reference(ANY)]


class State(Choice):
    """Whether a record is public."""

    PUBLISHED = "published", "Đã đăng"
    DRAFT = "draft", "Bản nháp"
    WITHDRAWN = "withdrawn", "Đã rút"


class Audience(Choice):
    """For whom a record is meant."""

    PUBLIC = "public", "Người dân"
    AGENCY = "agency", "Cơ quan"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    SCHOOL = "school", "Nhà trường"


GENERATED = "auto"
"""What stands for a broadcast that the site makes from title, summary and body."""
Broadcast = Annotated[
    Paragraph | None,
    about(
        "Bản tin loa",
        f"Chữ thuần để đọc trên loa; ghi {GENERATED} để trang tự soạn từ tên, tóm tắt và nội dung",
        "Thưa bà con, khi nhận cuộc gọi lạ, hãy dừng lại và kiểm tra.",
    ),
]
"""A text to be read out on loudspeakers, or GENERATED."""


@schema
class Source:
    """Public evidence for a record's facts."""

    title: Annotated[Text, about("Tên nguồn", "Tên bài, trang hoặc văn bản, bằng tiếng Việt", '"Tên báo: tên bài"')]
    url: Annotated[Url, about("Địa chỉ", "Địa chỉ web của bài, mở được công khai", "https://example.org/bao/bai-viet")]
    publisher: Annotated[Text | None, about("Nơi đăng", "Tên báo hoặc cơ quan đăng", "Tên báo")] = None
    on: Annotated[Date | None, about("Ngày đăng", "Ngày bài đăng", "2024-03-01")] = None


@schema
class Change:
    """One line of a record's public history."""

    on: Annotated[Date, about("Ngày", "Ngày sửa", "2026-12-01")]
    note: Annotated[Text, about("Thay đổi", "Đã sửa gì, theo nguồn nào", "Bổ sung thời hạn báo cáo")]


@schema
class Withdrawal:
    """Why a record was withdrawn, and what stands in its place."""

    on: Annotated[Date, about("Ngày rút", "Ngày gỡ khỏi trang", "2026-12-01")]
    reason: Annotated[Text, about("Lý do", "Bạn đọc thấy lý do này ở đầu trang", "Trùng bản ghi khác")]
    replaced_by: Annotated[AnyRecord | None, about("Thay bằng", "Loại/mã của bản ghi thay thế", "directives/07-ct-bca-v28")] = None


@schema
class Common:
    """The keys every record may carry."""

    title: Annotated[Text, about("Tên", "Tên đầy đủ, như sẽ hiện trong danh sách và bản tin")]
    summary: Annotated[
        Summary | None, about("Tóm tắt", "Một hai câu bằng lời của mình, nhiều nhất 400 ký tự", "Ai làm gì, ở đâu, kết quả gì.")
    ] = None
    published: Annotated[
        Date | None, about("Ngày đăng", "Ngày bản ghi lên trang này; có ngày này mới vào bản tin nhận tự động", "2026-11-22")
    ] = None
    published_note: Annotated[
        Text | None, about("Ghi chú ngày đăng", "Ghi khi ngày đăng cần giải thích", "Bài gốc không ghi ngày", rare=True)
    ] = None
    updated: Annotated[Date | None, about("Ngày cập nhật", "Ngày nội dung đổi lần cuối", "2026-12-01", rare=True)] = None
    changes: Annotated[tuple[Change, ...], about("Lịch sử thay đổi", "Bạn đọc thấy; mới nhất đứng trước", rare=True)] = ()
    state: Annotated[State, about("Trạng thái", "Bỏ dòng này là đã đăng; bản nháp không lên trang", "draft", rare=True)] = State.PUBLISHED
    withdrawn: Annotated[Withdrawal | None, about("Rút khỏi trang", "Bắt buộc khi state: withdrawn", rare=True)] = None
    sectors: Annotated[tuple[Sector, ...], about("Lĩnh vực", eg="[residential]")] = ()
    topics: Annotated[tuple[Topic, ...], about("Chủ đề", eg="[trom-cuop]")] = ()
    units: Annotated[
        tuple[Unit, ...],
        about("Địa bàn", "Đơn vị hành chính vào thời điểm của sự việc; đơn vị trước 1/7/2025 có thể có đuôi -cu", "[viet-nam]"),
    ] = ()
    audiences: Annotated[tuple[Audience, ...], about("Dành cho", "Bỏ dòng này là dành cho người dân", "[public]")] = (Audience.PUBLIC,)
    sources: Annotated[tuple[Source, ...], about("Nguồn", "Nơi đã đọc; không có thì trang ghi “chưa có nguồn”")] = ()
    related: Annotated[tuple[AnyRecord, ...], about("Liên quan", "Mỗi mục viết loại/mã, không ghi năm", "[models/tieng-keng-an-ninh]")] = ()
    aliases: Annotated[
        tuple[SitePath, ...], about("Địa chỉ cũ", "Địa chỉ cũ trên trang này, sẽ chuyển tới bản ghi", "[/mo-hinh/ten-cu/]", rare=True)
    ] = ()


LAST = ("sectors", "topics", "units", "audiences", "sources", "related", "aliases")
"""The common keys that are written after a collection's own."""
