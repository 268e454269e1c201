"""The content manager's page and configuration: made from the schema, whole, and for the repository's server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from movement.render.cms import cms
from movement.render.cms.advice import ADVICE
from movement.render.cms.fields import form
from movement.schema import COLLECTIONS, VOCABULARIES, Site
from movement.validate import fields_of_class
from project import ROOT, Project

ADMIN = ROOT / "docs" / "admin"


@pytest.fixture(scope="module")
def configuration(base_project: Project) -> dict[str, Any]:
    """The configuration as a browser gets it."""
    loaded: dict[str, Any] = yaml.safe_load((base_project.site / "admin" / "config.yml").read_text("utf-8"))
    return loaded


def every_field(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Fields with the fields inside them."""
    for field in fields:
        yield field
        yield from every_field(field.get("fields", ()))
        yield from every_field([field["field"]] if "field" in field else [])


@pytest.mark.parametrize("schema", [*(collection.schema for collection in COLLECTIONS.values()), *VOCABULARIES.values(), Site])
def test_a_form_has_exactly_the_keys_of_its_class(schema: Any) -> None:
    assert {field["name"] for field in form(schema)} == set(fields_of_class(schema))


def test_every_collection_and_vocabulary_has_a_form(configuration: dict[str, Any]) -> None:
    collections = {collection["name"]: collection for collection in configuration["collections"]}
    assert set(collections) == {*COLLECTIONS, "vocabularies", "settings"}
    assert {file["name"] for file in collections["vocabularies"]["files"]} == set(VOCABULARIES)
    for name, collection in COLLECTIONS.items():
        shown = collections[name]
        assert shown["folder"] == f"data/{name}"
        assert ("path" in shown) == collection.by_year
        assert [field["name"] for field in shown["fields"]].count("body") == (collection.suffix == ".md")
        assert shown["delete"] is False


def test_every_field_has_vietnamese_words_and_every_choice_its_label(configuration: dict[str, Any]) -> None:
    for collection in configuration["collections"]:
        for field in every_field([*collection.get("fields", ()), *(f for file in collection.get("files", ()) for f in file["fields"])]):
            assert field["label"] != field["name"], field
            assert all(option["label"] != option["value"] for option in field.get("options", ())), field


def test_references_are_chosen_among_records_and_found_without_accents(configuration: dict[str, Any]) -> None:
    commendations = next(one for one in configuration["collections"] if one["name"] == "commendations")
    fields = {field["name"]: field for field in commendations["fields"]}
    assert fields["award"] | {"hint": ""} == fields["award"] | {
        "hint": "",
        "widget": "relation",
        "collection": "vocabularies",
        "file": "awards",
    }
    assert fields["award"]["search_fields"] == ["items.*._search"]
    assert (fields["models"]["collection"], fields["models"]["multiple"], fields["models"]["value_field"]) == (
        "models",
        True,
        "{{filename}}",
    )
    assert fields["awarded_on"]["format"] == "YYYY-MM-DD"


def test_advice_names_fields_that_there_are() -> None:
    for cls, rules in ADVICE.items():
        for _, conditions in rules:
            for path, _ in conditions:
                fields = form(cls)
                for key in path.split("."):
                    if key != "*":
                        field = next(one for one in fields if one["name"] == key)
                        fields = field.get("fields", [])


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("https://github.com/tinh/phong-trao", {"name": "github", "repo": "tinh/phong-trao", "open_authoring": True}),
        (
            "https://gitlab.tinh.example/nhom/phong-trao",
            {"name": "gitlab", "repo": "nhom/phong-trao", "base_url": "https://gitlab.tinh.example"},
        ),
        ("https://example.org/kho", {"name": "proxy", "proxy_url": "http://localhost:8081/api/v1"}),
    ],
)
def test_changes_go_to_the_repository_as_proposals(repository: str, expected: dict[str, Any]) -> None:
    hosting = cms.Hosting(repository, "chinh")
    made = cms.configuration(hosting, "https://example.vn/")
    assert made["backend"] | expected == made["backend"]
    assert (made["backend"]["branch"], made["publish_mode"], made["locale"]) == ("chinh", "editorial_workflow", "vi")
    servers = {"github": {"https://api.github.com", "https://avatars.githubusercontent.com"}, "gitlab": {"https://gitlab.tinh.example"}}
    assert set(re.findall(r"https://[\w.-]+", cms.content_policy(hosting))) == servers.get(expected["name"], set())


def test_search_engines_and_the_site_do_not_know_the_page(base_project: Project) -> None:
    page = (base_project.site / "admin" / "index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "admin" not in (base_project.site / "sitemap.xml").read_text("utf-8")
    for name in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert (base_project.site / "admin" / name).is_file() or (ADMIN / name).is_file(), name
    styles = re.search(r"data-preview-styles=\"([^\"]+)", page)
    assert styles
    assert all((base_project.site / "admin" / name).is_file() for name in styles[1].split())


def test_the_offline_edition_has_no_forms(base_project: Project) -> None:
    site = base_project.folder / "ngoai-tuyen"
    done = base_project.build("-d", str(site), OFFLINE="1")
    assert done.returncode == 0, done.stderr
    assert not (site / "admin").exists()


def test_the_programs_of_others_are_those_we_name() -> None:
    told = (ADMIN / "NGUON-GOC.txt").read_text("utf-8")
    for name in ("decap-cms.js", "yaml.js"):
        assert hashlib.sha256((ADMIN / name).read_bytes()).hexdigest() in told.partition(f"\n{name}:")[2].partition("\n\n")[0]
