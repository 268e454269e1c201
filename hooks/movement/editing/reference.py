"""The reference of all fields, in Vietnamese, as a page for editors."""

from __future__ import annotations

from collections.abc import Iterator

from movement.schema import COLLECTIONS, VOCABULARIES, Site
from movement.schema.allowance import Allowance
from movement.schema.base import Common
from movement.schema.fields import Field, fields
from movement.schema.json_schema import description, title_of

KINDS = {
    "text": "chữ",
    "paragraph": "đoạn chữ",
    "id": "mã",
    "date": "ngày, 2020-10-25",
    "partial-date": "năm, tháng hoặc ngày",
    "rule": "ngày hằng năm, quarter hoặc month",
    "number": "số",
    "boolean": "true hoặc false",
    "url": "địa chỉ web",
    "domain": "tên miền",
    "file": "tệp trong files/",
    "path": "địa chỉ trong trang",
    "choice": "một trong các giá trị",
    "group": "nhóm khóa",
}
INTRO = """\
# Các khóa của dữ liệu

Mọi khóa được dùng trong tệp dữ liệu, loại nào có khóa nào, ghi thế nào. Trang này do máy viết ra từ chính lược đồ mà máy dùng để kiểm tra,
nên luôn đúng với phần mềm đang chạy. Khóa có dấu • là bắt buộc. Thứ tự dưới đây là thứ tự chuẩn trong tệp.
"""


def page() -> str:
    """The page as Markdown."""
    common = {field.key for field in fields(Common)}
    parts = [INTRO, *_section("Khóa chung của mọi bản ghi", "", fields(Common))]
    for name, collection in COLLECTIONS.items():
        own = [field for field in fields(collection.schema) if field.key not in common]
        parts += _section(collection.title, f"Tệp `{name}/…{collection.suffix}`, thêm vào các khóa chung:", own)
    for name, schema in VOCABULARIES.items():
        parts += _section(f"Danh mục: {title_of(name)}", f"Mỗi mục của `vocabularies/{name}.yml`:", fields(schema))
    parts += _section(title_of("site"), "Tệp `site.yml`:", fields(Site))
    parts += _section("Ngoại lệ của máy kiểm tra", "Mỗi mục của `_allow.yml`:", fields(Allowance))
    return "\n".join(parts)


def _section(title: str, place: str, inside: Iterator[Field] | tuple[Field, ...] | list[Field]) -> list[str]:
    rows = [row for field in inside for row in _rows(field, "")]
    said = [f"{place}\n"] if place else []
    return [f"## {title}\n", *said, "| Khóa | Tên | Kiểu | Cách ghi |", "| --- | --- | --- | --- |", *rows, ""]


def _rows(field: Field, above: str) -> Iterator[str]:
    key = f"{above}{field.key}"
    kind = f"danh sách {KINDS[field.kind]}" if field.many else KINDS[field.kind]
    mark = " •" if field.required else ""
    yield f"| `{key}`{mark} | {_cell(field.label)} | {kind} | {_cell(description(field))} |"
    for inner in field.fields:
        yield from _rows(inner, f"{key}.")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
