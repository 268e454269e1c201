"""What holds for the code as a whole: which way it imports, what it never keeps."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from project import ROOT

CORE = ROOT / "hooks" / "movement"
MODULES = sorted(CORE.rglob("*.py"))
ENGINES = ("mkdocs", "properdocs", "material", "zensical")
# The steps of a build in order: none reaches a later one, through whatever modules stand between.
STEPS = ("problems", "load", "validate", "link", "render", "pipeline")
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"), ("locale", "setlocale")}


def name_of(path: Path) -> str:
    """`render.feeds` of a module of the core."""
    return path.relative_to(CORE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__").removesuffix("__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path.name}: hooks cannot import relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_core_knows_no_engine(path: Path) -> None:
    assert [name for name in imports(path) if name.partition(".")[0] in ENGINES] == []


def graph() -> dict[str, set[str]]:
    """The modules of the core that each of them imports."""
    names = {name_of(path) for path in MODULES} - {""}
    found: dict[str, set[str]] = {}
    for path in MODULES:
        ours = [name.removeprefix("movement.") for name in imports(path) if name.startswith("movement.")]
        # `from movement.schema import X` names a module or something in it.
        found[name_of(path)] = {name if name in names else name.rpartition(".")[0] for name in ours} & names - {name_of(path)}
    return found


def reached(start: str, edges: dict[str, set[str]]) -> set[str]:
    """Every module that one module needs, directly or not."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = edges.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("step", STEPS)
def test_imports_go_one_way(step: str) -> None:
    edges = graph()
    later = STEPS[STEPS.index(step) + 1 :]
    for module in edges:
        if module.partition(".")[0] == step:
            back = {name for name in reached(module, edges) if name.partition(".")[0] in later}
            assert back == set(), module


def test_no_two_modules_need_each_other() -> None:
    edges = graph()
    assert [module for module in edges if module in reached(module, edges)] == []


def room_of(module: str) -> str:
    """The folder in which a module lies; one that lies beside the folders of `render/` is a room of its own."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "render" else parts[0]


def test_no_two_folders_need_each_other() -> None:
    rooms: dict[str, set[str]] = {}
    for module, needed in graph().items():
        rooms.setdefault(room_of(module), set()).update(map(room_of, needed))
    for room, needed in rooms.items():
        needed.discard(room)
    assert [room for room in rooms if room in reached(room, rooms)] == []


def test_only_the_adapter_imports_the_engine() -> None:
    found = {path.name for path in (ROOT / "hooks").rglob("*.py") if any(name.partition(".")[0] == "mkdocs" for name in imports(path))}
    assert found == {"mkdocs_events.py"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_keeps_anything_between_builds(path: Path) -> None:
    """Module-level names hold constants: nothing empty that waits to be filled, nothing that a function sets."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
        empty = isinstance(value, ast.Dict | ast.List | ast.Set) and not getattr(value, "keys", getattr(value, "elts", None))
        made = isinstance(value, ast.Call) and getattr(value.func, "id", "") in ("dict", "list", "set", "defaultdict") and not value.args
        assert not empty and not made, f"{path.name}:{node.lineno}"
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_core_reads_no_clock_and_draws_no_lots(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not {"random", "locale", "socket", "urllib.request", "http.client", "time"} & set(imports(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCKS, f"{path.name}:{node.lineno}"


def test_the_core_runs_where_there_is_no_engine() -> None:
    code = f"import sys; sys.path.insert(0, 'hooks')\nfor name in {ENGINES!r}: sys.modules[name] = None\nimport movement.pipeline"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)  # our own code


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
