"""The way out: another engine, given the same settings, makes the same site."""

from __future__ import annotations

import importlib.util
import re

import pytest

from project import Project

GENERATOR = re.compile(r'\s*<meta name="generator"[^>]*>')


@pytest.mark.skipif(importlib.util.find_spec("properdocs") is None, reason="the second engine is not installed")
def test_properdocs_builds_the_same_site(starter_build: tuple[Project, str]) -> None:
    project = starter_build[0]
    done = project.build("-f", "mkdocs.yml", "-d", "site-khac", engine="properdocs")
    assert done.returncode == 0, done.stderr
    other = project.folder / "site-khac"
    ours = {path.relative_to(project.site) for path in project.site.rglob("*") if path.is_file()}
    theirs = {path.relative_to(other) for path in other.rglob("*") if path.is_file()}
    assert ours == theirs
    differing = []
    for file in ours:
        first, second = (project.site / file).read_bytes(), (other / file).read_bytes()
        if file.suffix == ".html":
            first, second = (GENERATOR.sub("", content.decode()).encode() for content in (first, second))
        if first != second:
            differing.append(file.as_posix())
    assert differing == []
