"""Step 5 over the whole site: links that lead nowhere, and pages that claim one address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from movement import links
from movement.examined import Examined
from movement.problems import Problem, problem
from movement.render import plumbing
from movement.render.cms import cms
from movement.render.drawing import Place, Studio
from movement.render.offline import offline
from movement.render.open_data import open_data

MACHINE_FILES = {*open_data.files(), *plumbing.FOR_MACHINES, *cms.FILES, "404.html"}


def check(examined: Examined, studio: Studio, places: Sequence[Place], files: set[str]) -> Iterator[Problem]:
    """Links that lead nowhere, and pages that claim one address; `files` have names of their own and are no pages."""
    yield from collisions(examined, studio, places, files)
    # The body of a record may name one that this edition leaves out: the link becomes text.
    left_out = (record.path for record in studio.library.left_out.values())
    known = files | MACHINE_FILES | links.beside(examined.settings.docs)
    paths = {place.path for place in places} | known | {*offline.ONLINE_ONLY, *left_out}
    yield from links.check(examined.catalogue, studio.library, examined.hand_written, paths, examined.outline)


def collisions(examined: Examined, studio: Studio, places: Sequence[Place], files: set[str]) -> Iterator[Problem]:
    """Records and old addresses whose file another page has; file systems that ignore case must hold the site too."""
    where = examined.where
    taken = dict.fromkeys(files | MACHINE_FILES, "trang tự lập")
    taken |= {where.file(page.path).lower(): page.file for page in examined.hand_written}
    for place in sorted(places, key=lambda place: bool(place.source)):
        file = where.file(place.path).lower()
        if file in taken and place.source:
            yield problem(place.source, (1, 1), "reserved-path", path=place.path, other=taken[file])
        taken.setdefault(file, place.source or "trang tự lập")
    folders: dict[str, str] = {}
    for record, path, output in plumbing.redirects(studio):
        file = output.file.lower()
        above = [str(folder) for folder in PurePosixPath(file).parents]
        # A file is no folder: neither may an old address lie below one, nor be the folder of another.
        other = taken.get(file) or folders.get(file) or next((taken[folder] for folder in above if folder in taken), None)
        if file.startswith(plumbing.ASSET_FOLDERS):
            other = other or "tệp của trang"
        if other:
            mark = examined.catalogue.raw(record.file).mark(("aliases",))
            yield problem(record.file, mark, "reserved-path", path=path, other=other)
        taken.setdefault(file, record.file)
        folders |= dict.fromkeys(above, record.file)
