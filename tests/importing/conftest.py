"""A folder to import into, on a machine without LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from movement.importing import tools


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice takes seconds to start: only the test of it uses it."""
    monkeypatch.setattr(tools, "SOFFICE", ("khong-co-libreoffice",))


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """The folder of directives of a data set that knows one ministry."""
    folder = tmp_path / "data" / "directives"
    (folder.parent / "vocabularies").mkdir(parents=True)
    (folder.parent / "vocabularies" / "organisations.yml").write_text(
        "- {id: bo-mau, name: Bộ Mẫu, kind: police}\n- {id: ubnd-an-lac, name: Ủy ban nhân dân tỉnh An Lạc, kind: state, unit: an-lac}\n",
        "utf-8",
    )
    folder.mkdir()
    return folder
