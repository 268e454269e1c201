"""The record's front matter: what was found, and a comment for what was not. Nothing is guessed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from movement.importing.foot import Foot
from movement.importing.head import Head
from movement.importing.organisations import matches
from movement.schema.base import ID
from movement.schema.directive import Kind
from movement.vietnamese import slug

MISSING = "# chưa tìm thấy: "
EFFECTIVE = re.compile(
    r"\b(?:\w+\s+){1,3}này\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+(?:(?P<signed>ngày\s+ký)|"
    r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4}))",
    re.IGNORECASE,
)
LONGEST_ID = 80


@dataclass(slots=True)
class Front:
    """Front matter, the id that goes with it, and what a person has to add."""

    text: str
    record_id: str
    missing: list[str]


def front_matter(head: Head, foot: Foot | None, body_text: str, organisations: list[dict[str, Any]], stem: str) -> Front:
    """The front matter of a record, in the order of keys that the content model has."""
    lines: list[str] = []
    missing: list[str] = []

    def found(key: str, value: str | None, absent: str, note: str = "") -> None:
        if value is None:
            missing.append(absent)
            lines.append(f"{MISSING}{absent}")
        else:
            lines.append(f"{key}: {value}{f' # {note}' if note else ''}")

    shouted = "in hoa như trong tệp, hãy viết lại" if head.title and head.title.isupper() else ""
    found("title", scalar(head.title) if head.title else None, "title (trích yếu)", shouted)
    lines.append("# chưa có: summary (một hai câu, tối đa 400 ký tự), published (ngày lên trang này)")
    found("number", scalar(head.number) if head.number else None, f"number (số, ký hiệu){_quoted(head.number_line)}")
    by_symbol = f"theo ký hiệu {head.number}" if head.kind_by_symbol else ""
    found("kind", head.kind.value if head.kind else None, "kind (loại văn bản)", by_symbol)
    issuers = matches(head.issuer_lines, organisations)
    issuer = issuers[0] if len(issuers) == 1 else None
    found("issuer", str(issuer["id"]) if issuer else None, _no_issuer(head, issuers))
    found("signer", _signer(foot), "signer (người ký)")
    day = head.signed_on.isoformat() if head.signed_on else None
    found("signed_on", day, f"signed_on (ngày ban hành){_quoted(head.date_line)}", f"ký tại {head.place}" if head.place else "")
    effective, why = _effective(body_text, head.signed_on)
    found("effective_on", effective.isoformat() if effective else None, "effective_on (ngày có hiệu lực)", why)
    lines += ["force: {state: unknown} # chưa kiểm tra hiệu lực", "# chưa có: relations (quan hệ với văn bản khác), tasks (việc phải làm)"]
    lines += ["text: full", "# chưa có: sectors, topics, units, audiences, sources (nơi công bố văn bản)"]
    text = "---\n" + "\n".join(lines) + "\n---\n"
    return Front(text, _record_id(head, issuer, stem), missing)


def scalar(text: str) -> str:
    """A text as a YAML value that reads as the same text."""
    plain = f"k: {text}"
    try:
        node = yaml.compose(plain, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        node = None
    value = node.value[0][1] if isinstance(node, yaml.MappingNode) and len(node.value) == 1 else None
    kept = isinstance(value, yaml.ScalarNode) and value.value == text and not value.style
    return text if kept else json.dumps(text, ensure_ascii=False)


def _quoted(line: str) -> str:
    return f"; tệp chỉ ghi “{' '.join(line.split())}”" if line else ""


def _no_issuer(head: Head, found: list[dict[str, Any]]) -> str:
    named = " ".join(head.issuer_lines)
    if not named:
        return "issuer (cơ quan ban hành)"
    if found:
        return f"issuer (cơ quan ban hành): “{named}” có nhiều mã: {', '.join(str(each['id']) for each in found)}"
    return f"issuer (cơ quan ban hành): “{named}” không có trong vocabularies/organisations.yml"


def _signer(foot: Foot | None) -> str | None:
    if foot is None:
        return None
    pairs = [("name", foot.name), ("position", foot.position)]
    inside = ", ".join(f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in pairs if text)
    return f"{{{inside}}}" if inside else None


def _effective(text: str, signed_on: date | None) -> tuple[date | None, str]:
    """The day that one sentence of the text names; two different days are none."""
    days: dict[date, str] = {}
    for match in EFFECTIVE.finditer(text):
        try:
            day = signed_on if match["signed"] else date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        if day:
            days.setdefault(day, f"theo câu “{' '.join(match[0].split())}”")
    return next(iter(days.items())) if len(days) == 1 else (None, "")


def _record_id(head: Head, issuer: dict[str, Any] | None, stem: str) -> str:
    """`07-ct-bca-v28`; with the province where offices of every province use the same numbers."""
    name = slug(head.number or stem)
    if head.number and head.kind is Kind.LAW:
        name = f"luat-{name}"
    if head.number and issuer and issuer.get("unit") and re.search(r"UBND|HĐND|CAT", head.number):
        name = f"{name}-{issuer['unit']}"
    name = name[:LONGEST_ID].strip("-")
    return name if re.fullmatch(ID, name) else "van-ban"
