"""What several tests share: projects, and the built site of the starter data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browsing import chromium, served
from data_sets import write_base
from project import Project, new_project
from site_reader import Site


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our own options."""
    parser.addoption(
        "--every-page", action="store_true", help="open every page of the offline edition in both browsers, not one of each kind"
    )


@pytest.fixture(scope="session")
def starter_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """The project with its own data, and what `mkdocs build --strict` printed."""
    project = new_project(tmp_path_factory.mktemp("starter") / "project")
    done = project.build()
    assert done.returncode == 0, done.stderr
    return project, done.stdout + done.stderr


@pytest.fixture(scope="session")
def starter(starter_build: tuple[Project, str]) -> Site:
    """The site of the starter data; read it only."""
    return Site.read(starter_build[0].site)


@pytest.fixture(scope="session")
def base_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with the small data set in which every field has a value, built; read it only."""
    folder = tmp_path_factory.mktemp("base")
    project = new_project(folder / "project", write_base(folder / "data"))
    project.built()
    return project


@pytest.fixture(scope="session")
def base(base_project: Project) -> Site:
    """The site of the small data set; read it only."""
    return Site.read(base_project.site)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; one a module, because two drivers of it cannot live in one process."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def home(base_project: Project) -> Iterator[str]:
    """The address of the small site, in which every template has all that it can have."""
    with served(base_project.site) as address:
        yield address


@pytest.fixture(scope="module", params=["starter", "base"])
def site(request: pytest.FixtureRequest) -> Site:
    """Both sites: that of real records, and that in which every field has a value."""
    found: Site = request.getfixturevalue(request.param)
    return found
