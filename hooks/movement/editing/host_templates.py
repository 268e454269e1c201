"""GitLab's templates of proposals and requests, from those of GitHub: one wording, whatever the code host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

SOURCE = ".github"
PROPOSALS = ".gitlab/merge_request_templates"
REQUESTS = ".gitlab/issue_templates"
WEB = "https://"
DEFAULT = "Default"
"""GitLab offers this one by itself."""


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Every template: its path within the project, and its text."""
    source = root / SOURCE
    yield f"{PROPOSALS}/{DEFAULT}.md", (source / "pull_request_template.md").read_text("utf-8")
    for path in sorted((source / "PULL_REQUEST_TEMPLATE").glob("*.md")):
        yield f"{PROPOSALS}/{path.name}", path.read_text("utf-8")
    for path in sorted((source / "ISSUE_TEMPLATE").glob("*.yml")):
        form = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        if "body" in form:
            # Its file's name is what readers choose by.
            yield f"{REQUESTS}/{form['name']}.md", request(form)


def request(form: dict[str, Any]) -> str:
    """A form as the Markdown that it would become, each field under its heading; what to write is a comment, which nobody sees."""
    parts = [f"<!-- {form['name']}: {form['description']} -->"]
    for field in form["body"]:
        about = field["attributes"]
        if field["type"] == "markdown":
            parts.append(about["value"].strip())
            continue
        parts.append(f"### {about['label']}")
        if field["type"] == "checkboxes":
            parts.append("\n".join(f"- [ ] {option['label']}" for option in about["options"]))
        elif said := list(_said(field)):
            parts.append(f"<!-- {' '.join(said)} -->")
    parts.append(f"/label {' '.join(f'~{label}' for label in form['labels'])}")
    return "\n\n".join(parts) + "\n"


def _said(field: dict[str, Any]) -> Iterator[str]:
    """What a form says beside a field."""
    about = field["attributes"]
    if field.get("validations", {}).get("required"):
        yield "Bắt buộc."
    if "description" in about:
        yield about["description"]
    if "options" in about:
        yield f"Chọn {'một hay nhiều' if about.get('multiple') else 'một'} trong: {', '.join(about['options'])}."
    if about.get("placeholder", WEB) != WEB:
        yield f"Ví dụ: {about['placeholder']}"
