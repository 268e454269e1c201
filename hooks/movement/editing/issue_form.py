"""What somebody filled in at the form "Đề nghị thêm mô hình" of a code host, as the draft of a model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from movement.load import RawRecord, read_text
from movement.vietnamese import fold, slug

HEADING = re.compile(r"^### +(.+?) *$", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
"""What a template of GitLab says beside a field."""
EMPTY = ("", "_No response_", "None")
"""What code hosts write for a field that nobody filled in."""
LABELS = {
    "title": "Tên mô hình",
    "summary": "Tóm tắt",
    "since": "Bắt đầu từ",
    "place": "Nơi áp dụng",
    "sectors": "Lĩnh vực",
    "problem": "Giải quyết việc gì",
    "steps": "Các bước để nơi khác làm theo",
    "caveats": "Hạn chế, lưu ý",
    "body": "Cách làm",
    "source_title": "Tên nguồn công khai",
    "source_url": "Địa chỉ của nguồn",
}
"""The form's fields and their labels, as in .github/ISSUE_TEMPLATE/them-mo-hinh.yml."""
LONGEST_ID = 80


class NotTheFormError(ValueError):
    """The text does not come from the form, or has no title."""


def answers(text: str) -> dict[str, str]:
    """The answers by field; a field that was left empty is not in it. An answer may hold headings of its own."""
    text = COMMENT.sub("", text)
    keys = {label: key for key, label in LABELS.items()}
    places = [match for match in HEADING.finditer(text) if match[1] in keys]
    ends = [match.start() for match in HEADING.finditer(text) if match[1] in keys or match[1] == "Trước khi gửi"]
    found: dict[str, str] = {}
    for match in places:
        end = next((end for end in ends if end > match.start()), len(text))
        answer = text[match.end() : end].strip()
        # Who writes the label of another field into an answer does not write that field.
        if answer not in EMPTY and keys[match[1]] not in found:
            found[keys[match[1]]] = answer
    return found


def draft(text: str, sectors: Mapping[str, str]) -> tuple[str, str]:
    """The id and the file of a draft from the text of a form; `sectors` are the ids by name.

    Raises NotTheFormError.
    """
    raw = RawRecord("", "")
    given = answers(read_text(raw, text.encode()))
    if "title" not in given:
        raise NotTheFormError
    record: dict[str, Any] = {"title": _line(given["title"]), "state": "draft"}
    for key in ("summary", "problem", "caveats"):
        if key in given:
            record[key] = _line(given[key])
    if since := given.get("since"):
        record["since"] = _line(since)
    if place := given.get("place"):
        record["points"] = [{"id": slug(_line(place))[:LONGEST_ID].strip("-"), "place": _line(place)}]
    if steps := [step for line in given.get("steps", "").splitlines() if (step := line.strip(" \t-*•").strip())]:
        record["replication"] = {"steps": steps}
    names = {fold(name): sector for name, sector in sectors.items()}
    if chosen := [names[fold(name.strip())] for name in given.get("sectors", "").split(",") if fold(name.strip()) in names]:
        record["sectors"] = chosen
    if url := given.get("source_url"):
        record["sources"] = [{"title": _line(given.get("source_title", url)), "url": _line(url)}]
    front = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=1_000_000)
    body = f"\n{given['body']}\n" if "body" in given else ""
    return _id(record["title"]), f"---\n{front}---\n{body}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _id(title: str) -> str:
    """The title as an id, cut at a word."""
    whole = slug(title)
    return whole if len(whole) <= LONGEST_ID else whole[:LONGEST_ID].rpartition("-")[0]
