"""Open data: what other people's programs find in the files, and that nothing is in them that is not on the pages."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest

from data_sets import overlay, write_base
from movement.render.open_data.tables import cell
from movement.schema import COLLECTIONS, VOCABULARIES
from project import Project, new_project, times
from site_reader import Site, words

TABLES = (*COLLECTIONS, *VOCABULARIES, "changes")
# What a page says in other words or elsewhere: a date as it is read, an address as a link, an id as a name.
IN_OTHER_WORDS = {
    "id",
    "url",
    "source",
    "since",
    "as_of",
    "every",
    "clause",
    "assigned_to",
    "report_to",
    "path",
    "files",
    "image",
    "aliases",
    "body",
}


@pytest.fixture(scope="module", params=["starter", "base"])
def project(request: pytest.FixtureRequest) -> Project:
    """Both sites: that of real records, and that in which every field has a value."""
    if request.param == "base":
        return request.getfixturevalue("base_project")  # type: ignore[no-any-return]  # a fixture
    return request.getfixturevalue("starter_build")[0]  # type: ignore[no-any-return]  # a fixture


def data(project: Project, name: str) -> Any:
    """A JSON file of the open data."""
    return json.loads((project.site / "du-lieu" / f"{name}.json").read_text("utf-8"))


def table(project: Project, name: str) -> list[dict[str, str]]:
    """A CSV file of the open data, as Excel would read it."""
    text = (project.site / "du-lieu" / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_package_is_valid(project: Project) -> None:
    """Types, closed lists, keys and references between tables, by the standard's own validator."""
    report = frictionless.validate(str(project.site / "du-lieu/datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    described = {task.place for task in report.tasks}
    there = {file.name for file in (project.site / "du-lieu").iterdir() if file.suffix in (".csv", ".json")}
    assert described == there - {"datapackage.json"}


@pytest.mark.parametrize("name", TABLES)
def test_every_file_keeps_its_schema(name: str, project: Project) -> None:
    schema = data(project, f"schema/{name}")
    jsonschema.Draft202012Validator.check_schema(schema)
    faults = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(data(project, name))
    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize("name", TABLES)
def test_both_formats_hold_the_same(name: str, project: Project) -> None:
    content = (project.site / "du-lieu" / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "without a BOM Excel breaks the accents"
    assert content.count(b"\r\n") >= len(data(project, name)) + 1
    rows = table(project, name)
    assert [row["id"] for row in rows] == [item["id"] for item in data(project, name)]
    assert [row.get("title") for row in rows] == [item.get("title", "" if "title" in rows[0] else None) for item in data(project, name)]


def test_the_rows_of_a_list_lead_back_to_their_record(base_project: Project) -> None:
    commendation = next(item for item in data(base_project, "commendations") if item["id"] == "bang-khen-nhieu-nguoi")
    rows = [row for row in table(base_project, "commendations-recipients") if row["record_id"] == commendation["id"]]
    assert [(row["number"], row["display_name"]) for row in rows] == [
        (str(place), recipient["display_name"]) for place, recipient in enumerate(commendation["recipients"], 1)
    ]
    points = {(row["record_id"], row["number"]) for row in table(base_project, "models-points")}
    sources = table(base_project, "models-points-sources")
    assert sources and {(row["record_id"], row["points_number"]) for row in sources} <= points


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a record that people wrote."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str) and key not in IN_OTHER_WORDS and not value.isascii():
        yield value


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_nothing_is_published_that_is_not_on_the_page(collection: str, base_project: Project, base: Site) -> None:
    for item in data(base_project, collection):
        page = base[item["url"].removeprefix("https://example.org/")]
        assert page.record == f"{collection}/{item['id']}"
        said = " ".join((words(page.tree), *page.tree.xpath("//@alt")))
        assert [text for text in texts(item) if " ".join(text.split()) not in said] == []


def test_drafts_and_what_is_hidden_are_not_there(base_project: Project) -> None:
    assert "ban-nhap" not in {item["id"] for item in data(base_project, "models")}
    assert "khen-tam-an" not in {item["id"] for item in data(base_project, "commendations")}
    assert "khen-tam-an" not in {change["id"] for change in data(base_project, "changes")}


def test_what_is_private_is_in_no_file(base_project: Project) -> None:
    for file in (base_project.site / "du-lieu").rglob("*"):
        if file.is_file():
            assert not {"naming_basis", "consent_on", "minor"} & set(file.read_text("utf-8").replace('"', " ").replace(",", " ").split()), (
                file
            )


def test_of_a_withdrawn_record_only_that_remains(base_project: Project) -> None:
    (gone,) = (item for item in data(base_project, "models") if item["id"] == "mo-hinh-da-rut")
    assert gone == {
        "id": "mo-hinh-da-rut",
        "url": "https://example.org/mo-hinh/mo-hinh-da-rut/",
        "state": "withdrawn",
        "withdrawn": {"on": "2025-11-02", "reason": "Nguồn tin đã đính chính", "replaced_by": "models/tieng-keng"},
    }
    row = next(row for row in table(base_project, "models") if row["id"] == "mo-hinh-da-rut")
    assert row["title"] == "" and row["withdrawn.on"] == "2025-11-02"
    assert all("title" not in change for change in data(base_project, "changes") if change["id"] == "mo-hinh-da-rut")


def test_the_changes_are_those_of_the_records_newest_first(base_project: Project) -> None:
    changes = data(base_project, "changes")
    assert [change["on"] for change in changes] == sorted((change["on"] for change in changes), reverse=True)
    about = {(change["on"], change["event"], change.get("note")) for change in changes if change["id"] == "mo-hinh-da-rut"}
    assert about == {("2025-08-03", "added", None), ("2025-11-02", "withdrawn", "Nguồn tin đã đính chính")}
    assert {change["event"] for change in changes} == {"added", "changed", "cancelled", "withdrawn"}
    assert json.loads((base_project.site / "du-lieu/datapackage.json").read_text("utf-8"))["version"] == changes[0]["on"]


@pytest.mark.parametrize("written", ["=1+1", "+84", "-1", "@SUM(A1)", "\tx", "＝1+1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(written: str) -> None:
    assert cell(written) == f"'{written}"
    assert cell([written, "b"]) == f"'{written}; b"


def test_numbers_and_truths_are_not_words() -> None:
    assert (cell(-3), cell(69.9), cell(True), cell(None), cell("Đắk Lắk")) == (-3, 69.9, "true", "", "Đắk Lắk")


HOSTILE = '=HYPERLINK("http://x";"a, b") & <b> 🔔'


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that the tests below change, with one record whose title means harm."""
    folder = tmp_path_factory.mktemp("own")
    folder_data = write_base(folder / "data")
    body = "[Kẻng](tieng-keng.md) và [nguồn](https://example.vn/)"
    overlay(folder_data, {"models/la.md": f"---\ntitle: '{HOSTILE}'\n---\n\n{body}\n"})
    made = new_project(folder / "project", folder_data)
    made.built()
    return made


def test_hostile_titles_stay_data_and_links_of_a_body_are_whole(own: Project) -> None:
    item = next(item for item in data(own, "models") if item["id"] == "la")
    assert item["title"] == HOSTILE
    assert item["body"].strip() == "[Kẻng](https://example.org/mo-hinh/tieng-keng/) và [nguồn](https://example.vn/)"
    assert next(row for row in table(own, "models") if row["id"] == "la")["title"] == f"'{HOSTILE}"


def test_an_edit_touches_the_files_of_its_collection_only(own: Project) -> None:
    before = dict(times(own.site / "du-lieu"))
    own.edit("data/models/tieng-keng.md", "Gõ ba hồi", "Gõ bốn hồi")
    own.built()
    after = times(own.site / "du-lieu")
    assert {file.partition(".")[0].partition("-")[0] for file in after if after[file] != before.get(file)} == {"models"}
    assert "Gõ bốn hồi" in next(item for item in data(own, "models") if item["id"] == "tieng-keng")["body"]


def test_the_page_offers_every_file(project: Project, base: Site) -> None:
    links = {link.removeprefix("du-lieu/") for link in Site.read(project.site)["du-lieu/"].links("//article//a")}
    there = {file.relative_to(project.site / "du-lieu").as_posix() for file in (project.site / "du-lieu").rglob("*") if file.is_file()}
    assert there - links <= {"index.html", "schema/changes.json"}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_spreadsheet_shows_the_accents(base_project: Project, tmp_path: Path) -> None:
    source = base_project.site / "du-lieu/models.csv"
    charset = "--infilter=Text - txt - csv (StarCalc):44,34,76,1"  # comma, quote, UTF-8: what the import dialogue proposes for a BOM
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", charset, "--convert-to", "xlsx", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    strings = zipfile.ZipFile(tmp_path / "models.xlsx").read("xl/sharedStrings.xml").decode()
    assert "<t>id</t>" in strings.replace(' xml:space="preserve"', "") and "Tiếng kẻng an ninh" in strings
