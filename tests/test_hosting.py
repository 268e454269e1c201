"""What runs the work on a code host: workflows by their own checkers, templates and forms by what they must not ask."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from project import ROOT

GITHUB = ROOT / ".github"
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PINNED = re.compile(r"uses: (?:\./|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d)")


def finds(*command: str | Path) -> str:
    """What a checker says; "" when it is content."""
    done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_workflows_give_nothing_away() -> None:
    assert finds(BIN / "zizmor", "--offline", "--no-progress", *WORKFLOWS) == ""


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
    ],
)
def test_every_file_fits_the_schema_of_its_host(schema: str, files: list[Path]) -> None:
    assert files
    assert finds(BIN / "check-jsonschema", "--builtin-schema", schema, *files) == ""


def test_all_yaml_is_in_one_form() -> None:
    places = (".github", ".gitlab-ci.yml", ".pre-commit-config.yaml", ".yamllint.yml", "data")
    assert finds(BIN / "yamllint", "--strict", "-c", ".yamllint.yml", *places) == ""


def test_actions_are_pinned_and_rights_are_given_one_by_one() -> None:
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        assert text.count("uses: ") == len(PINNED.findall(text)), path.name
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {}, path.name
        assert all("permissions" in job and "timeout-minutes" in job for job in workflow["jobs"].values() if "uses" not in job), path.name


def test_both_hosts_do_the_same_work() -> None:
    jobs = {name for path in WORKFLOWS for name in yaml.safe_load(path.read_text("utf-8"))["jobs"]}
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    assert {"data", "preview", "test", "build", "deploy", "report"} == jobs
    assert {"data", "preview", "test", "pages", "report"} <= set(gitlab)


def test_every_command_of_the_workflows_is_there() -> None:
    for path in (*WORKFLOWS, ROOT / ".gitlab-ci.yml"):
        for script in re.findall(r"scripts/\w+\.\w+", path.read_text("utf-8")):
            assert (ROOT / script).is_file(), (path.name, script)


def test_the_public_request_to_remove_has_no_room_for_personal_data() -> None:
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / "go-thong-tin.yml").read_text("utf-8"))
    assert [(field["type"], field.get("id")) for field in form["body"]] == [
        ("markdown", None),
        ("input", "page"),
        ("dropdown", "wish"),
        ("checkboxes", "understood"),
    ]
    assert "Ai cũng đọc được" in form["body"][0]["attributes"]["value"]


@pytest.mark.parametrize("path", sorted((GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md")), ids=lambda path: path.stem)
def test_every_template_of_a_proposal_asks_for_what_must_be_checked(path: Path) -> None:
    assert path.read_text("utf-8").count("- [ ] ") >= 2


def test_both_hosts_have_the_same_templates() -> None:
    gitlab = ROOT / ".gitlab"
    proposals = {path.name: path.read_text("utf-8") for path in (GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md")}
    proposals["Default.md"] = (GITHUB / "pull_request_template.md").read_text("utf-8")
    assert {path.name: path.read_text("utf-8") for path in (gitlab / "merge_request_templates").iterdir()} == proposals
    forms = {form["name"]: form for form in (yaml.safe_load(path.read_text("utf-8")) for path in FORMS)}
    assert {path.stem for path in (gitlab / "issue_templates").iterdir()} == set(forms)
    for name, form in forms.items():
        said = (gitlab / "issue_templates" / f"{name}.md").read_text("utf-8")
        labels = [field["attributes"]["label"] for field in form["body"] if field["type"] != "markdown"]
        assert re.findall("^### (.+)$", said, re.MULTILINE) == labels
        assert form["body"][0]["attributes"]["value"].strip() in said


def test_the_hooks_before_a_commit_are_our_own_commands() -> None:
    hooks = [hook for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"] for hook in repo["hooks"]]
    assert {repo["repo"] for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]} == {"local"}
    for hook in hooks:
        assert (ROOT / hook["entry"].split()[1]).is_file()
        assert hook["language"] == "system"
