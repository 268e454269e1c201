"""What every record shares: the kinds of field, how they read their text, and the keys any record may carry."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.dataclasses import dataclass
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

STRICT = ConfigDict(extra="forbid")
schema = dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)


def about(label: str, rule: str = "", *, private: bool = False) -> Any:
    """The Vietnamese label of a field, and what to write in it; a private field is for checks only and never published."""
    info: FieldInfo = Field(title=label, description=rule or None, exclude=private or None)
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


def reads(code: str, parse: Callable[[str], Any]) -> BeforeValidator:
    """A reader of one text value; what `parse` refuses with ValueError becomes the problem `code`."""

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("not-text", "not-text")
        try:
            return parse(value.strip())
        except ValueError:
            raise PydanticCustomError(code, code, {"value": value}) from None

    return BeforeValidator(read)


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
    _matching(r"-?\d+(\.\d+)?")(text)
    return float(text) if "." in text else int(text)


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[_matching("true|false")(text)]


ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
COLLECTION_ID = rf"[a-z]+/(?:\d{{4}}/)?{ID}"

Text = Annotated[str, reads("empty", _text)]
Summary = Annotated[Text, Field(max_length=400)]
Slug = Annotated[str, reads("wrong-slug", _matching(ID))]
Date = Annotated[datetime.date, reads("wrong-date", _date)]
PartialDate = Annotated[str, reads("wrong-partial-date", _partial_date)]
"""A year, a month or a day, as ISO text: what is known and no more."""
Rule = Annotated[str, reads("wrong-rule", _rule)]
"""A day of each year (`--11-30`), or `quarter`, `month`."""
Number = Annotated[int | float, reads("wrong-number", _number)]
Boolean = Annotated[bool, reads("wrong-boolean", _boolean)]
Url = Annotated[str, reads("wrong-url", _matching(r"https?://[^\s<>\"'\\]+"))]
Domain = Annotated[str, reads("wrong-domain", _matching(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"))]
DataFile = Annotated[str, reads("wrong-file", _matching(r"files/(?:(?!\.\.)[^/\\\s][^/\\]*/)*(?!\.\.)[^/\\\s][^/\\]*"))]
SitePath = Annotated[str, reads("wrong-site-path", _matching(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?"))]


REFERENCE = "x-collection"
"""The keyword of JSON Schema that says whose id a text is."""


class Reference:
    """Marks a text as the id of a record of `collection`; link.py follows it."""

    def __init__(self, collection: str) -> None:
        self.collection = collection

    def __repr__(self) -> str:
        return f"Reference({self.collection!r})"

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The text's JSON Schema, with whose id it is."""
        return handler(schema) | {REFERENCE: self.collection}


ANY = "*"
"""The collection of a reference that names its own: `models/tieng-keng-an-ninh`."""

Unit = Annotated[str, reads("wrong-slug", _matching(ID)), Reference("units")]
Organisation = Annotated[str, reads("wrong-slug", _matching(ID)), Reference("organisations")]
Award = Annotated[str, reads("wrong-slug", _matching(ID)), Reference("awards")]
Sector = Annotated[str, reads("wrong-slug", _matching(ID)), Reference("sectors")]
Topic = Annotated[str, reads("wrong-slug", _matching(ID)), Reference("topics")]
Directive = Annotated[str, reads("wrong-slug", _matching(ID)), Reference("directives")]
Model = Annotated[str, reads("wrong-slug", _matching(ID)), Reference("models")]
Commendation = Annotated[str, reads("wrong-slug", _matching(ID)), Reference("commendations")]
AnyRecord = Annotated[str, reads("wrong-reference", _matching(COLLECTION_ID)), Reference(ANY)]


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


@schema
class Source:
    """Public evidence for a record's facts."""

    title: Annotated[Text, about("Tên nguồn", "Tên bài, trang hoặc văn bản, bằng tiếng Việt")]
    url: Annotated[Url, about("Địa chỉ")]
    publisher: Annotated[Text | None, about("Nơi đăng")] = None
    on: Annotated[Date | None, about("Ngày đăng")] = None


@schema
class Change:
    """One line of a record's public history."""

    on: Annotated[Date, about("Ngày")]
    note: Annotated[Text, about("Thay đổi")]


@schema
class Withdrawal:
    """Why a record was withdrawn, and what stands in its place."""

    on: Annotated[Date, about("Ngày rút")]
    reason: Annotated[Text, about("Lý do")]
    replaced_by: Annotated[AnyRecord | None, about("Thay bằng", "loại/mã của bản ghi thay thế")] = None


@schema
class Common:
    """The keys every record may carry."""

    title: Annotated[Text, about("Tên", "Tên đầy đủ, như sẽ hiện trong danh sách và bản tin")]
    summary: Annotated[Summary | None, about("Tóm tắt", "Một hai câu, nhiều nhất 400 ký tự")] = None
    published: Annotated[Date | None, about("Ngày đăng", "Ngày bản ghi lên trang này")] = None
    published_note: Annotated[Text | None, about("Ghi chú ngày đăng")] = None
    updated: Annotated[Date | None, about("Ngày cập nhật", "Ngày nội dung đổi lần cuối")] = None
    changes: Annotated[tuple[Change, ...], about("Lịch sử thay đổi")] = ()
    state: Annotated[State, about("Trạng thái")] = State.PUBLISHED
    withdrawn: Annotated[Withdrawal | None, about("Rút khỏi trang", "Bắt buộc khi state: withdrawn")] = None
    sectors: Annotated[tuple[Sector, ...], about("Lĩnh vực")] = ()
    topics: Annotated[tuple[Topic, ...], about("Chủ đề")] = ()
    units: Annotated[tuple[Unit, ...], about("Địa bàn", "Đơn vị hành chính vào thời điểm của sự việc")] = ()
    audiences: Annotated[tuple[Audience, ...], about("Dành cho")] = (Audience.PUBLIC,)
    sources: Annotated[tuple[Source, ...], about("Nguồn")] = ()
    related: Annotated[tuple[AnyRecord, ...], about("Liên quan", "loại/mã, ví dụ models/tieng-keng-an-ninh")] = ()
    aliases: Annotated[tuple[SitePath, ...], about("Địa chỉ cũ", "Mỗi địa chỉ cũ sẽ chuyển tới trang này")] = ()
