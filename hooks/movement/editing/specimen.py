"""A record as an example, with every key and what to write in it; and a new one, in which only what is known is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from movement.load import load_yaml
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.fields import Field, fields
from movement.schema.json_schema import description

PLACES = {
    "commendations": "<năm>/<mã>.yml; năm là năm của quyết định, không có thì năm trao",
    "news": "<năm>/<năm-tháng-ngày-tên>.md; năm là năm của published",
}
MORE = {
    ("commendations", "recipients"): (
        "- {kind: individual, display_name: Một nhân viên ngân hàng, shown_as: role} # cách nên dùng với cá nhân",
        "- {kind: individual, display_name: N.V.A, shown_as: initials} # chỉ chữ cái viết tắt",
        "# - {kind: individual, display_name: Một học sinh, shown_as: role, minor: true} # trẻ em",
    )
}
"""Further items of a list, where one does not show the ways it can be written."""
BODIES = {
    "directives": "## Mục 1. Áp dụng cho ai\n\nViết câu ngắn, bằng lời của mình.\n\n## Mục 2. Việc phải làm\n\n- Mỗi việc một dòng.\n",
    "models": "## Cách làm\n\nKể lại bằng lời của mình, đủ để người đọc hình dung được.\n",
    "exemplars": "Kể việc đã làm. Không nêu tên, nơi ở, số điện thoại của người dân.\n",
    "news": "Kể lại bằng lời của mình, không chép bài báo.\n",
    "materials": "## Ba việc\n\n1. Dừng lại.\n2. Kiểm tra.\n3. Báo tin qua [các kênh chính thức](/bao-tin/).\n",
}


def specimen(name: str) -> str:
    """The example of a collection: every key with a value, rare ones commented out."""
    collection = COLLECTIONS[name]
    place = PLACES.get(name, f"<mã>{collection.suffix}")
    head = [
        f"# BẢN MẪU {collection.noun}. Chép thành data/{name}/{place}",
        "# Mã là tên tệp, giữ mãi: chữ thường không dấu, số, gạch nối. Dòng nào không biết thì xóa, đừng đoán.",
    ]
    lines = [*head, f"title: {collection.title} (bản mẫu) # {description(_common(name)['title'])}"]
    for field in _fields(name)[1:]:
        lines += _example(field, "")
        lines += [f"  {item}" for item in MORE.get((name, field.key), ())]
    return _file(name, f"../_schema/{name}.json", lines, BODIES.get(name, ""))


def blank(name: str, within: str, values: Mapping[str, Any]) -> str:
    """A new record: what is known is written, every other key stands there commented out, with what to write in it."""
    lines = []
    for field in _fields(name):
        value = values.get(field.key)
        if value is None:
            shown = f" {_flow(field)}" if field.kind == "group" else ""
            lines.append(f"# {field.key}:{shown} # {description(field)}")
        else:
            lines.append(f"{field.key}: {inline(value)}")
    return _file(name, f"{'../' * within.count('/')}_schema/{name}.json", lines, "")


def inline(value: Any) -> str:
    """A value in one line of YAML that reads back as the same text."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {inline(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(inline, value))}]"
    text = str(value)
    # Within braces a comma ends a value: a text that stands there by itself may stand anywhere.
    raw = load_yaml("", f"[{{k: {text}}}]".encode())
    return text if raw.values == [{"k": text}] and not raw.problems else json.dumps(text, ensure_ascii=False)


def _fields(name: str) -> tuple[Field, ...]:
    return fields(COLLECTIONS[name].schema if name in COLLECTIONS else VOCABULARIES[name])


def _common(name: str) -> dict[str, Field]:
    return {field.key: field for field in _fields(name)}


def _file(name: str, schema: str, lines: Iterable[str], body: str) -> str:
    written = "".join(f"{line}\n" for line in lines)
    if COLLECTIONS[name].suffix == ".md":
        return f"---\n{written}---\n{chr(10) if body else ''}{body}"
    return f"# yaml-language-server: $schema={schema}\n{written}"


def _example(field: Field, indent: str) -> list[str]:
    """The lines of one field of a specimen."""
    said = description(field)
    if field.rare:
        return [f"{indent}# {field.key}: {_flow(field)} # {said}"]
    if field.kind != "group":
        return [f"{indent}{field.key}: {field.example} # {said}"]
    inner = [line for each in field.fields for line in _example(each, indent + ("    " if field.many else "  "))]
    if field.many:
        first = next(number for number, line in enumerate(inner) if not line.lstrip().startswith("#"))
        inner = [f"{indent}  - {inner[first].lstrip()}", *inner[:first], *inner[first + 1 :]]
    return [f"{indent}{field.key}: # {said}", *inner]


def _flow(field: Field) -> str:
    """A field's example in one line; within braces and brackets a comma would end a bare text."""
    if field.kind != "group":
        bare = field.kind in ("text", "paragraph") and not field.many and field.example[:1] not in ("'", '"')
        return json.dumps(field.example, ensure_ascii=False) if bare and "," in field.example else field.example
    value = f"{{{', '.join(f'{each.key}: {_flow(each)}' for each in field.fields)}}}"
    return f"[{value}]" if field.many else value
