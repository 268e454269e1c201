"""An offline edition of the small data set, with what the online site has no trouble with and a stick has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from data_sets import overlay, write_base
from project import Project, new_project
from site_reader import Site

ENTERPRISE_ONLY = """\
---
title: Mô hình riêng của doanh nghiệp
summary: Chỉ dành cho doanh nghiệp.
audiences: [enterprise]
published: 2025-11-20
---
"""
LINKS_WITHIN = """\
---
title: Mô hình dẫn tới mục của mình
published: 2025-11-20
replication: {steps: [Họp dân]}
---

Xem [cách làm](#cach-lam).

## Cách làm

Như [trên](#cach-lam).
"""
NAMES_BOTH = """\
---
title: Hai mô hình được nhắc tới
kind: launch
published: 2025-12-01
audiences: [school]
related: [models/rieng-doanh-nghiep]
---

Xem [cách của doanh nghiệp](../../models/rieng-doanh-nghiep.md), [tiếng kẻng](../../models/tieng-keng.md#cach-lam) và [đăng ký](/dang-ky/).
"""
HARD_NAMES = """\
---
title: Tài liệu có tên khó
kind: leaflet
checked_on: 2025-12-01
published: 2025-12-01
files: [files/Tờ rơi số 1.pdf]
---
"""
ADDED: dict[str, str | bytes | None] = {
    "models/rieng-doanh-nghiep.md": ENTERPRISE_ONLY,
    "models/dan-toi-muc.md": LINKS_WITHIN,
    "news/2025/2025-12-01-hai-mo-hinh.md": NAMES_BOTH,
    "materials/con.md": HARD_NAMES,
    "files/Tờ rơi số 1.pdf": b"%PDF-1.4 " + b"".join(sha256(bytes([n % 256, n // 256])).digest() for n in range(6000)),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A folder and a zip as the command left them."""

    project: Project
    folder: Path

    @property
    def zip(self) -> Path:
        """The packed edition."""
        return self.folder.with_name(f"{self.folder.name}.zip")

    @property
    def manifest(self) -> dict[str, object]:
        """What it says it carries."""
        content: dict[str, object] = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        return content

    def site(self) -> Site:
        """Its pages."""
        return Site.read(self.folder)


def small_project(folder: Path) -> Project:
    """The project with the small data set and the additions."""
    project = new_project(folder / "project", write_base(folder / "data"))
    overlay(project.data, ADDED)
    return project


def exported(project: Project, *arguments: str, **switches: str) -> Exported:
    """An edition that must come to be."""
    done = project.run("scripts/export_offline.py", *arguments, **switches)
    assert done.returncode == 0, done.stderr
    return Exported(project, Path(done.stdout.splitlines()[-1].partition(" thư mục ")[2].rpartition(" (")[0]))
