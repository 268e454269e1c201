"""One schema, several forms: what is made from it is up to date, and tools of other people judge records as we do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import write_schema
from data_sets import BASE, overlay
from movement.schema import COLLECTIONS, VOCABULARIES, json_schema
from project import ROOT, STARTER, new_project
from test_golden import CASES

SCHEMAS = ROOT / "data" / "_schema"
# What cannot be seen in one file by its form: other files, bodies, privacy, contradictions, ways of writing YAML.
SEEN = {
    "unknown-key",
    "missing-key",
    "wrong-choice",
    "wrong-date",
    "wrong-partial-date",
    "wrong-rule",
    "wrong-number",
    "wrong-boolean",
    "wrong-url",
    "wrong-reference",
    "wrong-file",
    "wrong-slug",
    "wrong-domain",
    "wrong-site-path",
    "too-long",
    "not-a-map",
    "not-a-list",
    "not-text",
    "empty-unknown-key",
    "needs",
}
UNREADABLE = {
    "yaml",
    "yaml-tag",
    "yaml-alias",
    "repeated-key",
    "repeated-id",
    "too-deep",
    "not-utf8",
    "too-large",
    "table-too-large",
    "no-front-matter",
    "wrong-id",
    "hidden-characters",
}
"""YAML that other tools read otherwise than we do, and files that nobody reads."""


def test_what_is_made_from_the_schema_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert write_schema.main(["--check"]) == 0, f"run scripts/write_schema.py: {capsys.readouterr().out}"


def name_of(file: Path) -> str:
    """The schema of a file, by its place within a data folder."""
    return file.stem.lstrip("_") if file.parts[0] == "vocabularies" or file.name in ("site.yml", "_allow.yml") else file.parts[0]


def as_yaml(data: Path, into: Path) -> dict[str, list[Path]]:
    """Every record's YAML part as a file of its own, by schema."""
    found = defaultdict(list)
    for path in sorted([*data.rglob("*.md"), *data.rglob("*.yml")]):
        within = path.relative_to(data)
        if (
            (any(part.startswith("_") for part in within.parts) and within.name != "_allow.yml")
            or within.name == "README.md"
            or name_of(within) not in json_schema.NAMES
        ):
            continue
        text = path.read_text("utf-8-sig", errors="replace")
        match = re.match(r"\s*---\n(.*?)^---$", text, re.DOTALL | re.MULTILINE) if path.suffix == ".md" else None
        copy = into / f"{within}.yml"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(match[1] if match else text, "utf-8")
        found[name_of(within)].append(copy)
    return found


def refused(files: Mapping[str, Iterable[Path]]) -> Iterator[tuple[Path, str]]:
    """The files that check-jsonschema refuses, with what it says."""
    for name, paths in files.items():
        command = ["-m", "check_jsonschema", "--output-format", "json", "--schemafile", str(SCHEMAS / f"{name}.json"), *map(str, paths)]
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
        said = json.loads(done.stdout)
        for fault in (*said.get("errors", ()), *said.get("parse_errors", ())):
            yield Path(fault["filename"]), fault.get("message", "no YAML")


def test_the_documents_are_json_schema() -> None:
    files = sorted(map(str, SCHEMAS.glob("*.json")))
    subprocess.run([sys.executable, "-m", "check_jsonschema", "--check-metaschema", *files], check=True, capture_output=True)
    assert {Path(file).stem for file in files} == set(json_schema.NAMES)


def changes(case: Mapping[str, Any], data: Path) -> None:
    """Only those files of a golden case that it changes."""
    overlay(data, {name: text for name, text in case.get("files", {}).items() if text is not None})
    for edit in case.get("edit", ()):
        edited = data / edit["file"]
        text = (edited if edited.exists() else BASE / edit["file"]).read_text("utf-8")
        overlay(data, {edit["file"]: text.replace(edit["old"], edit["new"])})


@dataclass(slots=True)
class Judged:
    """Where the files of other people's tool lie, and which of them it refuses with what words."""

    folder: Path
    files: dict[str, list[Path]]
    bad: set[Path]
    """The files of golden cases in which our checker names a problem of form."""
    refused: dict[Path, str]

    def within(self, name: str) -> list[str]:
        """The refused files of one folder."""
        return [f"{path}: {said}" for path, said in self.refused.items() if path.is_relative_to(self.folder / name)]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The starter data, the small data set and the golden cases, each schema asked once."""
    folder = tmp_path_factory.mktemp("judged")
    found = Judged(folder, defaultdict(list), set(), {})
    sources = {"starter": STARTER, "base": BASE}
    for file in CASES:
        case = yaml.safe_load(file.read_text("utf-8"))
        said = [re.fullmatch(r"data/(.+?):\d+:\d+: .*\[(.+)\]", line) for line in case["expected"]]
        problems = {(match[1], match[2]) for match in said if match}
        if not {code for _, code in problems} & UNREADABLE and file.stem != "yaml-merge-key":
            changes(case, folder / "data" / file.stem)
            sources[f"cases/{file.stem}"] = folder / "data" / file.stem
            found.bad |= {folder / "cases" / file.stem / f"{path}.yml" for path, code in problems if code in SEEN}
    for name, data in sources.items():
        for schema, paths in as_yaml(data, folder / name).items():
            found.files[schema].extend(paths)
    found.refused = dict(refused(found.files))
    return found


def test_another_tool_accepts_every_starter_record(judged: Judged) -> None:
    assert sum(path.is_relative_to(judged.folder / "starter") for paths in judged.files.values() for path in paths) > 150
    assert judged.within("starter") == []


def test_another_tool_accepts_records_with_every_key(judged: Judged) -> None:
    assert judged.within("base") == []


def test_another_tool_refuses_what_it_can_see(judged: Judged) -> None:
    """Over the golden cases: refused exactly when the checker names a problem of form."""
    found = {path for path in judged.refused if path.is_relative_to(judged.folder / "cases")}
    assert len(judged.bad) >= 20
    assert judged.bad - found == set(), "accepted, though bad"
    assert found - judged.bad == set(), "refused, though good"


CLASSES = {**{name: collection.schema for name, collection in COLLECTIONS.items()}, **VOCABULARIES}


def keys_in(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of a schema and of the groups in it."""
    for name, field in schema.get("properties", {}).items():
        yield name, field
        yield from keys_in(field)
        yield from keys_in(field.get("items", {}))


@pytest.mark.parametrize("name", CLASSES)
def test_every_key_says_in_vietnamese_what_to_write(name: str) -> None:
    for key, field in keys_in(json_schema.json_schema(CLASSES[name])):
        assert field["title"] and field["description"], key


def test_a_closed_list_says_what_its_values_mean() -> None:
    states = json_schema.json_schema(CLASSES["models"])["properties"]["state_of_work"]["oneOf"]
    assert {"const": "paused", "title": "Tạm ngừng"} in states


def test_a_reference_says_whose_id_it_is() -> None:
    found = json_schema.json_schema(CLASSES["models"])["properties"]
    assert found["carries_out"]["items"]["x-collection"] == "directives"


def test_what_is_private_is_for_editors_only() -> None:
    keys = {
        mode: {key for key, _ in keys_in(json_schema.json_schema(CLASSES["commendations"], mode))}
        for mode in ("validation", "serialization")
    }
    assert keys["validation"] - keys["serialization"] >= {"minor", "naming_basis"}


@pytest.mark.parametrize("name", CLASSES)
def test_what_is_published_has_no_null(name: str) -> None:
    assert "null" not in str(json_schema.json_schema(CLASSES[name], "serialization"))


def test_every_specimen_is_a_record_of_the_starter_data(tmp_path: Path) -> None:
    """Copied to its place it has no problem, and it shows every key, rare ones commented out."""
    project = new_project(tmp_path / "project")
    places = {"commendations": "commendations/2025/ban-mau.yml", "news": "news/2026/2026-11-22-ban-mau.md"}
    for name, collection in COLLECTIONS.items():
        sample = project.data / "_samples" / f"{name}{collection.suffix}"
        text = sample.read_text("utf-8")
        overlay(project.data, {places.get(name, f"{name}/ban-mau{collection.suffix}"): text})
        keys = {key for key, _ in keys_in(json_schema.json_schema(collection.schema))}
        assert {key for key in keys if not re.search(rf"\b{key}:", text)} == set(), name
    done = project.check()
    assert done.returncode == 0, done.stdout
